"""Write what a manuscript says: methods and results sentences, works that it cites, words of final tables."""
