"""Let many members of a team answer at once on one PostgreSQL server, and count what was lost or refused.

    python benchmarks/server_writers.py postgresql://owner@server/empty --writers 20 --answers 50

The database is empty, and its owner may make roles (CREATEROLE); the logins `writer0`, `writer1`, … must get
in without being asked for a password here.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.engine import make_url

from workbench.errors import WorkbenchError
from workbench.review.admin import team
from workbench.review.admin.demo import make_example
from workbench.review.appraisals import answers
from workbench.review.exchange.verify.verify import verify
from workbench.review.session import open_review
from workbench.review.studies import known_studies


def main() -> None:
    """Run the writers, and check the review with the owner's login."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--answers", type=int, default=50)
    given = parser.parse_args()
    make_example(given.address)
    names = [f"writer{number}" for number in range(given.writers)]
    with open_review(given.address, "owner") as session:
        team.begin_team(session)
        for name in names:
            team.add_member(session, name, "reviewer")
    began = time.perf_counter()
    with ThreadPoolExecutor(given.writers) as pool:
        found = list(pool.map(lambda name: write(given.address, name, given.answers), names))
    took = time.perf_counter() - began
    stored = count_stored(given.address, names)
    refusals = Counter(message for _, messages in found for message in messages)
    acknowledged = sum(done for done, _ in found)
    checked = verify(given.address)
    sys.stdout.write(f"{acknowledged} answers were acknowledged in {took:.1f} s, {stored} are there\n")
    sys.stdout.write(f"{sum(refusals.values())} were refused {dict(refusals) if refusals else ''}\n")
    sys.stdout.write(f"the history {'holds' if checked.holds else 'does not hold'}\n")


def write(address: str, name: str, wanted: int) -> tuple[int, list[str]]:
    """Answer items with the login of a member, and return how many were acknowledged, and every refusal."""
    url = make_url(address).set(username=name, password=None).render_as_string(hide_password=False)
    done, refused = 0, []
    with open_review(url) as session:
        for row in known_studies.rows(session):
            for item in answers.judge_study(session, row.key).checklist.items:
                if done + len(refused) == wanted:
                    return done, refused
                try:
                    answers.answer(session, row.key, item.id, "NI", note=f"{name} says so")
                    done += 1
                except WorkbenchError as error:
                    refused.append(str(error))
    return done, refused


def count_stored(address: str, names: list[str]) -> int:
    """Count the answers of some members, with the login of the owner."""
    total = 0
    with open_review(address, "owner") as session:
        rows = known_studies.rows(session)
        for name in names:
            mine = type(session)(session.db, name)
            for row in rows:
                sheet = answers.judge_study(mine, row.key)
                total += len(sheet.codes)
    return total


if __name__ == "__main__":
    main()
