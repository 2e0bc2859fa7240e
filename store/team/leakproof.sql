-- Let no condition be tried before the policy of a table. PostgreSQL tries comparisons that are marked as
-- leakproof first, and EXPLAIN ANALYZE counts the rows that they fit: a guess at a hidden answer could be
-- tested. Only a superuser can take the mark away, in one database at a time.
DO $$
DECLARE
    compared regprocedure;
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RETURN;
    END IF;
    FOR compared IN SELECT oid FROM pg_proc WHERE proleakproof LOOP
        EXECUTE 'ALTER FUNCTION ' || compared || ' NOT LEAKPROOF';
    END LOOP;
END
$$;
