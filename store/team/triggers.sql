-- See to it that what a member changes stands in the history, in the same transaction.
-- The owner of the tables is held to nothing. No member may use these functions for a table of the own.

-- A step of a member: its author is the login, its parents are there, its hash is that of what it follows.
CREATE OR REPLACE FUNCTION team.check_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
DECLARE
    parent text;
    joined bytea := '';
    latest bigint;
BEGIN
    IF NOT team.is_bound() THEN
        RETURN NEW;
    END IF;
    IF NEW.reviewer NOT IN (SELECT handle FROM reviewer WHERE id = team.me()) THEN
        RAISE insufficient_privilege USING MESSAGE = 'an event names another reviewer';
    END IF;
    IF NEW.appraisal_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM team.placed() AS p WHERE p.id = NEW.appraisal_id AND (
            p.kind = 'independent' AND p.owner = team.me()
            OR p.kind = 'consensus' AND p.id IN (SELECT team.writable())
        )
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'an event is on an appraisal that is not the own';
    END IF;
    -- Writers wait for each other, so the number of each is read after the last one was written.
    SELECT max(number) INTO latest FROM event;
    IF NEW.number <= latest OR NEW.number > greatest(
        (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, latest
    ) + 60000000 THEN
        RAISE insufficient_privilege USING MESSAGE = 'an event has a number that is not the next';
    END IF;
    IF NEW.place_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM place WHERE id = NEW.place_id AND reviewer_id = team.me()) THEN
        RAISE insufficient_privilege USING MESSAGE = 'an event names a place of another reviewer';
    END IF;
    FOR parent IN SELECT value FROM json_array_elements_text(NEW.parents) AS value ORDER BY value COLLATE "C"
    LOOP
        IF NOT EXISTS (SELECT FROM event WHERE hash = parent)
            AND NOT EXISTS (SELECT FROM bare_event WHERE hash = parent) THEN
            RAISE integrity_constraint_violation USING MESSAGE = 'an event follows one that is not there';
        END IF;
        joined := joined || decode(parent, 'hex');
    END LOOP;
    IF NEW.hash <> encode(sha256(joined || decode(NEW.commitment, 'hex')), 'hex') THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'the hash of an event is not its own';
    END IF;
    IF team.tells_of_appraisals(NEW.action, NEW.about) AND NEW.action NOT LIKE '%.confirm' THEN
        PERFORM team.remove_hidden(team.key_of_step(NEW.action, NEW.about));
    END IF;
    RETURN NEW;
END
$$;

-- Remember the steps of a transaction until it ends.
CREATE OR REPLACE FUNCTION team.note_step() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
BEGIN
    IF team.is_bound() THEN
        DELETE FROM team.step WHERE xact < pg_snapshot_xmin(pg_current_snapshot());
        INSERT INTO team.step (xact, action, appraisal_id, target)
        VALUES (pg_current_xact_id(), NEW.action, NEW.appraisal_id, NEW.target);
    END IF;
    RETURN NULL;
END
$$;

-- Remember that a transaction changes what visibility rests on; see team.is_unsettled. A consensus opens
-- nothing, and a draft that is begun only closes its place. It comes before the change: a function that a
-- statement calls for each row would otherwise see the change and not that it is unsettled.
CREATE OR REPLACE FUNCTION team.note_unsettled() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
DECLARE
    is_settled boolean := false;
BEGIN
    IF TG_TABLE_NAME = 'appraisal' THEN
        is_settled := CASE TG_OP
            WHEN 'INSERT' THEN NEW.kind = 'consensus' OR NEW.state = 'draft'
            WHEN 'UPDATE' THEN NEW.kind = 'consensus' OR NEW.state = OLD.state  -- its place: team.keep_place
            ELSE OLD.kind = 'consensus'
        END;
    END IF;
    IF team.is_bound() AND NOT is_settled THEN
        DELETE FROM team.unsettled WHERE xact < pg_snapshot_xmin(pg_current_snapshot());
        INSERT INTO team.unsettled VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- An appraisal is that of its study, result, checklist and reviewer, and stays so. It counts how often it was
-- reopened.
CREATE OR REPLACE FUNCTION team.keep_place() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
BEGIN
    IF NOT team.is_bound() THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.reviewer_id IS DISTINCT FROM team.me() OR NEW.reopened <> 0 OR NEW.slot <> (CASE NEW.kind
            WHEN 'independent' THEN replace(NEW.reviewer_id::text, '-', '') ELSE 'consensus'
        END) THEN
            RAISE insufficient_privilege USING MESSAGE = 'an appraisal is begun in the own name and place';
        END IF;
    ELSIF (NEW.study_id, NEW.result, NEW.slot, NEW.kind, NEW.reviewer_id)
            IS DISTINCT FROM (OLD.study_id, OLD.result, OLD.slot, OLD.kind, OLD.reviewer_id)
        OR (SELECT checklist_id FROM checklist_version WHERE id = NEW.checklist_version_id)
            <> (SELECT checklist_id FROM checklist_version WHERE id = OLD.checklist_version_id)
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'an appraisal stays with its study and reviewer';
    ELSIF NEW.reopened <> OLD.reopened + (OLD.state = 'submitted' AND NEW.state = 'draft')::integer THEN
        RAISE insufficient_privilege USING MESSAGE = 'an appraisal counts how often it was reopened';
    END IF;
    RETURN NEW;
END
$$;

-- A study on which others have begun is merged and split by the owner only: a member would not see all that
-- moves with it, and could join what was done on it to a place that is open.
CREATE OR REPLACE FUNCTION team.keep_apart() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
BEGIN
    IF team.is_bound() AND NEW.merged_into IS DISTINCT FROM OLD.merged_into AND EXISTS (
        SELECT FROM appraisal WHERE study_id = NEW.id AND reviewer_id IS DISTINCT FROM team.me()
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'others have begun on a study that is merged or split';
    END IF;
    RETURN NEW;
END
$$;

-- A row stays what it is known by: the columns that the trigger names. Another row in that place may be hidden,
-- or refer to it, and the error would say so.
CREATE OR REPLACE FUNCTION team.keep_key() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
BEGIN
    IF team.is_bound() AND EXISTS (
        SELECT FROM unnest(TG_ARGV) AS name WHERE to_jsonb(NEW) -> name <> to_jsonb(OLD) -> name
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a row stays what it is known by';
    END IF;
    RETURN NEW;
END
$$;

-- At the end of a transaction: whatever became of an appraisal has its step.
CREATE OR REPLACE FUNCTION team.check_appraisal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
DECLARE
    wanted text := CASE
        WHEN TG_OP = 'INSERT' AND NEW.state = 'submitted' THEN 'submit'
        WHEN TG_OP = 'UPDATE' AND OLD.state = 'draft' AND NEW.state = 'submitted' THEN 'submit'
        WHEN TG_OP = 'UPDATE' AND OLD.state = 'submitted' AND NEW.state = 'draft' THEN 'reopen'
        ELSE NULL
    END;
    changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END;
BEGIN
    IF team.is_bound() AND NOT EXISTS (
        SELECT FROM team.step
        WHERE xact = pg_current_xact_id() AND appraisal_id = changed
            AND (wanted IS NULL OR action = wanted)
    ) THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'an appraisal was changed without its step in the history';
    END IF;
    RETURN NULL;
END
$$;

-- At the end of a transaction: what was changed in an appraisal has a step on it; in a submitted one, the step
-- that submits it.
CREATE OR REPLACE FUNCTION team.check_content() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
DECLARE
    changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.appraisal_id ELSE NEW.appraisal_id END;
BEGIN
    IF team.is_bound() AND NOT EXISTS (
        SELECT FROM team.step
        WHERE xact = pg_current_xact_id() AND (changed IS NULL OR appraisal_id = changed)
    ) THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'an appraisal was changed without a step in the history';
    END IF;
    IF team.is_bound() AND EXISTS (
        SELECT FROM appraisal WHERE id = changed AND kind = 'independent' AND state = 'submitted'
    ) AND NOT EXISTS (
        SELECT FROM team.step
        WHERE xact = pg_current_xact_id() AND appraisal_id = changed AND action = 'submit'
    ) THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'a submitted appraisal was changed without being reopened';
    END IF;
    RETURN NULL;
END
$$;

-- At the end of a transaction: a change has some step.
CREATE OR REPLACE FUNCTION team.check_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
BEGIN
    IF team.is_bound()
        AND NOT EXISTS (SELECT FROM team.step WHERE xact = pg_current_xact_id()) THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'the review was changed without a step in the history';
    END IF;
    RETURN NULL;
END
$$;

-- At the end of a transaction: what opens the work of others has the step that everybody looks for.
CREATE OR REPLACE FUNCTION team.check_review() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
DECLARE
    wanted text[] := ARRAY[]::text[];
BEGIN
    IF TG_TABLE_NAME = 'review' THEN
        IF NEW.blind <> OLD.blind THEN
            wanted := wanted || CASE WHEN NEW.blind THEN 'blindness.restore' ELSE 'blindness.lift' END;
        END IF;
        IF NEW.protocol::jsonb -> 'adjudicator' IS DISTINCT FROM OLD.protocol::jsonb -> 'adjudicator' THEN
            wanted := wanted || 'protocol adjudicator'::text;
        END IF;
    ELSIF NEW.merged_into IS DISTINCT FROM OLD.merged_into THEN
        wanted := wanted || CASE WHEN NEW.merged_into IS NULL THEN 'study.split' ELSE 'study.merge' END;
    END IF;
    IF team.is_bound() AND EXISTS (
        SELECT FROM unnest(wanted) AS name WHERE name NOT IN (
            SELECT action || CASE WHEN action = 'protocol' THEN ' ' || target ELSE '' END
            FROM team.step WHERE xact = pg_current_xact_id()
        )
    ) THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'what opens the work of others was changed without its step in the history';
    END IF;
    RETURN NULL;
END
$$;

-- Remove what is hidden from the person under a key: the history keeps it.
CREATE OR REPLACE FUNCTION team.remove_hidden(hidden text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM team.entered WHERE xact = pg_current_xact_id() AND key = hidden)
        OR hidden NOT IN (SELECT team.hidden_keys()) THEN
        RETURN;
    END IF;
    DELETE FROM certainty_rating
        WHERE team.evidence_key('rating', outcome_id::text, body, domain, NULL, NULL) = hidden;
    DELETE FROM body_entry WHERE team.evidence_key('body', outcome_id::text, body, NULL, part, NULL) = hidden;
    DELETE FROM chosen_start
        WHERE team.evidence_key('start', outcome_id::text, NULL, NULL, NULL, checklist) = hidden;
END
$$;

-- What is hidden from a person gives way to what that person enters, as it does in a file, or claims to have
-- entered.
CREATE OR REPLACE FUNCTION team.give_way() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
DECLARE
    written jsonb := to_jsonb(NEW);
    place text := team.evidence_key(
        CASE TG_TABLE_NAME WHEN 'certainty_rating' THEN 'rating' WHEN 'body_entry' THEN 'body' ELSE 'start' END,
        written ->> 'outcome_id', written ->> 'body', written ->> 'domain', written ->> 'part',
        written ->> 'checklist'
    );
BEGIN
    IF team.is_bound() THEN
        PERFORM team.remove_hidden(place);
        DELETE FROM team.entered WHERE xact < pg_snapshot_xmin(pg_current_snapshot());
        INSERT INTO team.entered VALUES (pg_current_xact_id(), place);
    END IF;
    RETURN NEW;
END
$$;
