-- Answer for the login that is connected who it is, and whose appraisals it may read.
-- The rule is that of workbench/review/blindness; tests compare the two on random histories.
-- Every function runs as the owner of the tables, whom no policy binds. A member may call those that a policy
-- calls, and they tell only what the member may read: a question about others has no function that answers it.

CREATE OR REPLACE FUNCTION team.me() RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT reviewer_id FROM team.member WHERE login = session_user
$$;

CREATE OR REPLACE FUNCTION team.role() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT role FROM team.member WHERE login = session_user
$$;

-- True for every login but the owner's: also for one that a member lent the own rights to.
CREATE OR REPLACE FUNCTION team.is_bound() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT NOT pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class WHERE oid = 'appraisal'::regclass
$$;

-- The handles that a reviewer has and had.
CREATE OR REPLACE FUNCTION team.handles(person uuid) RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT handle FROM reviewer WHERE id = person
    UNION ALL
    SELECT handle FROM former_handle WHERE reviewer_id = person
$$;

-- True if the protocol names the person who is connected to decide disagreements.
CREATE OR REPLACE FUNCTION team.decides() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT coalesce((
        SELECT lower(protocol -> 'adjudicator' ->> 'value') IN (
            SELECT lower(name) FROM team.handles((SELECT team.me())) AS name
        ) FROM review
    ), false)
$$;

-- True in a transaction that changed what visibility rests on. Such a change may still be taken back, so
-- nothing of others is shown before it is committed.
CREATE OR REPLACE FUNCTION team.is_unsettled() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT EXISTS (SELECT FROM team.unsettled WHERE xact = pg_current_xact_id_if_assigned())
$$;

-- Each appraisal with its place: the study, or the one that it was merged into; the result; the checklist.
CREATE OR REPLACE FUNCTION team.placed()
    RETURNS TABLE (
        id uuid, owner uuid, kind text, state text, reopened integer, superseded boolean,
        study uuid, result text, checklist text
    )
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT a.id, a.reviewer_id, a.kind, a.state, a.reopened, s.merged_into IS NOT NULL,
        coalesce(s.merged_into, s.id), a.result, c.checklist_id
    FROM appraisal AS a
    JOIN study AS s ON s.id = a.study_id
    JOIN checklist_version AS c ON c.id = a.checklist_version_id
$$;

-- The places whose submitted appraisals the person may see: done there, or named to decide there.
CREATE OR REPLACE FUNCTION team.open_places() RETURNS TABLE (study uuid, result text, checklist text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    WITH independent AS MATERIALIZED (
        SELECT * FROM team.placed() WHERE kind = 'independent' AND NOT superseded
    ),
    own AS (
        SELECT study, result, checklist, bool_and(state = 'submitted') AS done
        FROM independent WHERE owner = (SELECT team.me()) GROUP BY study, result, checklist
    )
    SELECT study, result, checklist FROM own WHERE done
    UNION ALL
    SELECT study, result, checklist FROM independent
    WHERE (SELECT team.decides()) AND state = 'submitted'
        AND (study, result, checklist) NOT IN (SELECT study, result, checklist FROM own)
    GROUP BY study, result, checklist HAVING count(DISTINCT owner) > 1
$$;

-- The ids of the appraisals whose content the person may read.
CREATE OR REPLACE FUNCTION team.visible() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    WITH placed AS MATERIALIZED (SELECT * FROM team.placed()),
    opened AS MATERIALIZED (SELECT * FROM team.open_places()),
    reopened AS (  -- the step that belongs to the last time; others that say the same count for nothing
        SELECT p.study, p.result, p.checklist, max(e.number) AS number
        FROM placed AS p CROSS JOIN LATERAL (
            SELECT number FROM event WHERE appraisal_id = p.id AND action = 'reopen'
            ORDER BY number OFFSET greatest(p.reopened, 1) - 1 LIMIT 1
        ) AS e
        WHERE p.owner = (SELECT team.me()) AND p.kind = 'independent' AND p.state = 'draft' AND p.reopened > 0
            AND NOT p.superseded
        GROUP BY p.study, p.result, p.checklist
    )
    SELECT id FROM placed WHERE owner = (SELECT team.me()) AND kind = 'independent'
    UNION ALL
    SELECT p.id FROM placed AS p
    WHERE NOT (SELECT team.is_unsettled())
        AND NOT (p.owner = (SELECT team.me()) AND p.kind = 'independent')
        AND (
            (p.kind = 'consensus' OR p.state = 'submitted') AND (
                NOT (SELECT blind FROM review)
                OR (p.study, p.result, p.checklist) IN (SELECT study, result, checklist FROM opened)
            )
            OR p.kind = 'consensus' AND p.state = 'submitted' AND EXISTS (
                SELECT FROM reopened AS r
                WHERE (r.study, r.result, r.checklist) = (p.study, p.result, p.checklist)
                    AND r.number > (
                        SELECT max(e.number) FROM event AS e
                        WHERE e.appraisal_id = p.id AND e.action = 'submit'
                    )
            )
        )
$$;

-- The ids of what reviewers entered once for all studies of a checklist: the own, and that of others of whom the
-- person may read every appraisal with this checklist.
CREATE OR REPLACE FUNCTION team.readable_shared() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    WITH of_others AS MATERIALIZED (
        SELECT owner, checklist, bool_and(id IN (SELECT team.visible())) AS is_readable
        FROM team.placed() WHERE kind = 'independent' AND NOT superseded GROUP BY owner, checklist
    )
    SELECT id FROM preliminary WHERE reviewer_id = (SELECT team.me())
    UNION ALL
    SELECT p.id FROM preliminary AS p JOIN of_others AS o ON (o.owner, o.checklist) = (p.reviewer_id, p.checklist_id)
    WHERE p.reviewer_id <> (SELECT team.me()) AND o.is_readable
$$;

-- The ids of the appraisals that the person may write: the own, and consensuses of open places.
CREATE OR REPLACE FUNCTION team.writable() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT id FROM team.placed()
    WHERE (SELECT team.role()) <> 'reader' AND CASE
        WHEN kind = 'independent' THEN owner = (SELECT team.me())
        ELSE NOT (SELECT team.is_unsettled()) AND (
            NOT (SELECT blind FROM review)
            OR (study, result, checklist) IN (SELECT study, result, checklist FROM team.open_places())
        )
    END
$$;

-- True if the person may make a consensus of a place.
CREATE OR REPLACE FUNCTION team.may_settle(of_study uuid, of_result text, of_version uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT team.role() <> 'reader' AND NOT team.is_unsettled() AND (
        NOT (SELECT blind FROM review)
        OR (of_study, of_result, (SELECT checklist_id FROM checklist_version WHERE id = of_version))
            IN (SELECT study, result, checklist FROM team.open_places())
    )
$$;

-- The handles of those who have an appraisal of their own that the person may not see.
CREATE OR REPLACE FUNCTION team.unseen_handles() RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT team.handles(owner) FROM (
        SELECT DISTINCT owner FROM team.placed()
        WHERE kind = 'independent' AND NOT superseded AND id NOT IN (SELECT team.visible())
    ) AS hidden
$$;

-- True for the events on the evidence that can say what is in appraisals.
CREATE OR REPLACE FUNCTION team.tells_of_appraisals(action text, about json) RETURNS boolean
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE split_part(action, '.', 1)
        WHEN 'body' THEN action <> 'body.divide'
            AND coalesce(about ->> 'part', 'comment') IN ('comment', 'statement', 'up_anyway')
        WHEN 'rating' THEN coalesce(about ->> 'domain', 'RiskOfBias') = 'RiskOfBias'
        WHEN 'start' THEN true
        ELSE false
    END
$$;

-- What a rating, an entry for a body or a start is known by, in the history and in its row.
CREATE OR REPLACE FUNCTION team.evidence_key(
    noun text, outcome text, body text, domain text, part text, checklist text
) RETURNS text
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT noun || jsonb_strip_nulls(jsonb_build_object(
        'outcome', outcome, 'body', body, 'domain', domain, 'part', part, 'checklist', checklist
    ))::text
$$;

CREATE OR REPLACE FUNCTION team.key_of_step(action text, about json) RETURNS text
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT team.evidence_key(
        split_part(action, '.', 1), about ->> 'outcome', about ->> 'body', about ->> 'domain',
        about ->> 'part', about ->> 'checklist'
    )
$$;

-- The steps on the evidence that can say what is in appraisals, confirmations left out.
CREATE OR REPLACE FUNCTION team.telling_steps() RETURNS TABLE (key text, number bigint, is_hidden boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT team.key_of_step(action, about), number, reviewer IN (SELECT team.unseen_handles())
    FROM event
    WHERE split_part(action, '.', 1) IN ('body', 'rating', 'start')
        AND action NOT IN ('body.confirm', 'rating.confirm') AND team.tells_of_appraisals(action, about)
$$;

-- The keys of what somebody whose work is hidden entered, and nobody else since.
CREATE OR REPLACE FUNCTION team.hidden_keys() RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT key FROM (
        SELECT DISTINCT ON (key) key, is_hidden FROM team.telling_steps() ORDER BY key, number DESC
    ) AS latest
    WHERE is_hidden
$$;

-- The keys of what somebody whose work is hidden ever entered: later steps say what stood there.
CREATE OR REPLACE FUNCTION team.once_hidden_keys() RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT DISTINCT key FROM team.telling_steps() WHERE is_hidden
$$;

-- The ids of what was entered for the evidence and the person may read.
CREATE OR REPLACE FUNCTION team.readable_evidence() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    WITH hidden AS MATERIALIZED (SELECT team.hidden_keys() AS key)
    SELECT id FROM certainty_rating WHERE domain <> 'RiskOfBias' OR team.evidence_key(
        'rating', outcome_id::text, body, domain, NULL, NULL
    ) NOT IN (SELECT key FROM hidden)
    UNION ALL
    SELECT id FROM body_entry WHERE part IN ('effect', 'baseline') OR team.evidence_key(
        'body', outcome_id::text, body, NULL, part, NULL
    ) NOT IN (SELECT key FROM hidden)
    UNION ALL
    SELECT id FROM chosen_start WHERE team.evidence_key(
        'start', outcome_id::text, NULL, NULL, NULL, checklist
    ) NOT IN (SELECT key FROM hidden)
$$;

-- True if the person may read what somebody remarks on a study.
CREATE OR REPLACE FUNCTION team.hears(on_study uuid, author uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    WITH root AS (SELECT coalesce(merged_into, id) AS id FROM study WHERE id = on_study),
    there AS (
        SELECT p.* FROM team.placed() AS p, root WHERE p.study = root.id AND p.kind = 'independent'
    ),
    own AS (SELECT * FROM there WHERE owner = (SELECT team.me()) AND NOT superseded)
    SELECT coalesce(author = (SELECT team.me()), false) OR (
        team.me() IS NOT NULL
        AND NOT team.is_unsettled()
        AND NOT EXISTS (
            SELECT FROM there WHERE owner = author AND id NOT IN (SELECT team.visible())
        )
        AND (
            NOT (SELECT blind FROM review)
            OR coalesce((SELECT bool_and(state = 'submitted') FROM own), false)
            OR NOT EXISTS (SELECT FROM own)
                AND EXISTS (SELECT FROM team.open_places() AS o, root WHERE o.study = root.id)
        )
    )
$$;

-- Who wrote a comment that an event is about.
CREATE OR REPLACE FUNCTION team.author_of(about json, handle text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT coalesce(
        (SELECT id FROM reviewer WHERE id::text = about ->> 'author'),
        (SELECT r.id FROM reviewer AS r WHERE r.handle = author_of.handle),
        (SELECT f.reviewer_id FROM former_handle AS f WHERE f.handle = author_of.handle)
    )
$$;

-- The ids of the comments that the person may read.
CREATE OR REPLACE FUNCTION team.readable_comments() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT c.id FROM comment AS c JOIN (
        SELECT study_id, reviewer_id, team.hears(study_id, reviewer_id) AS is_heard
        FROM comment GROUP BY study_id, reviewer_id
    ) AS author USING (study_id, reviewer_id)
    WHERE author.is_heard
$$;

-- The ids of the steps on comments and on the evidence that the person may read, besides the own.
CREATE OR REPLACE FUNCTION team.readable_remarks() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    WITH once_hidden AS MATERIALIZED (SELECT team.once_hidden_keys() AS key),
    commented AS MATERIALIZED (
        SELECT id, study_id, team.author_of(about, reviewer) AS author
        FROM event WHERE action LIKE 'comment%' AND appraisal_id IS NULL
    ),
    heard AS (
        SELECT study_id, author FROM commented WHERE study_id IS NOT NULL GROUP BY study_id, author
        HAVING team.hears(study_id, author)
    )
    SELECT id FROM event
    WHERE appraisal_id IS NULL AND split_part(action, '.', 1) IN ('body', 'rating', 'start') AND (
        NOT team.tells_of_appraisals(action, about)
        OR team.key_of_step(action, about) NOT IN (SELECT key FROM once_hidden)
    )
    UNION ALL
    SELECT c.id FROM commented AS c JOIN heard AS h
        ON h.study_id = c.study_id AND h.author IS NOT DISTINCT FROM c.author
$$;

-- The number after which the next event is numbered. It comes from the clock, because the last number of
-- all would tell how much others have written.
CREATE OR REPLACE FUNCTION team.last_number() RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
    SELECT greatest(
        (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, (SELECT max(number) FROM event)
    )
$$;
