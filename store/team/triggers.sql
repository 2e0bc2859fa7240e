-- See to it that what a member changes stands in the history, in the same transaction.
-- The owner of the tables is no member, and is held to nothing.

-- A step of a member: its author is the login, its parents are there, its hash is that of what it follows.
CREATE OR REPLACE FUNCTION team.check_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
DECLARE
    parent text;
    joined bytea := '';
BEGIN
    IF team.me() IS NULL THEN
        RETURN NEW;
    END IF;
    IF NEW.reviewer NOT IN (SELECT handle FROM reviewer WHERE id = team.me()) THEN
        RAISE insufficient_privilege USING MESSAGE = 'an event names another reviewer';
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
    RETURN NEW;
END
$$;

-- Remember the steps of a transaction until it ends.
CREATE OR REPLACE FUNCTION team.note_step() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
BEGIN
    IF team.me() IS NOT NULL THEN
        DELETE FROM team.step WHERE xact < pg_snapshot_xmin(pg_current_snapshot());
        INSERT INTO team.step VALUES (pg_current_xact_id(), NEW.action, NEW.appraisal_id);
    END IF;
    RETURN NULL;
END
$$;

-- Remember that a transaction changed what visibility rests on; see team.is_unsettled. A consensus opens
-- nothing, and a draft that is begun only closes its place.
CREATE OR REPLACE FUNCTION team.note_unsettled() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'appraisal' THEN
        IF (CASE WHEN TG_OP = 'DELETE' THEN OLD.kind ELSE NEW.kind END) = 'consensus' THEN
            RETURN NULL;
        END IF;
        IF TG_OP = 'INSERT' THEN
            IF NEW.state = 'draft' THEN
                RETURN NULL;
            END IF;
        ELSIF TG_OP = 'UPDATE' THEN
            IF NEW.state = OLD.state THEN
                RETURN NULL;  -- its place is kept by team.keep_place
            END IF;
        END IF;
    END IF;
    IF team.me() IS NOT NULL THEN
        DELETE FROM team.unsettled WHERE xact < pg_snapshot_xmin(pg_current_snapshot());
        INSERT INTO team.unsettled VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;

-- An appraisal stays that of its study, result, checklist and reviewer.
CREATE OR REPLACE FUNCTION team.keep_place() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
BEGIN
    IF team.me() IS NOT NULL AND (
        (NEW.study_id, NEW.result, NEW.slot, NEW.kind, NEW.reviewer_id)
            IS DISTINCT FROM (OLD.study_id, OLD.result, OLD.slot, OLD.kind, OLD.reviewer_id)
        OR (SELECT checklist_id FROM checklist_version WHERE id = NEW.checklist_version_id)
            <> (SELECT checklist_id FROM checklist_version WHERE id = OLD.checklist_version_id)
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'an appraisal stays with its study and reviewer';
    END IF;
    RETURN NEW;
END
$$;

-- At the end of a transaction: whatever became of an appraisal has its step.
CREATE OR REPLACE FUNCTION team.check_appraisal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
DECLARE
    wanted text := CASE
        WHEN TG_OP = 'UPDATE' AND OLD.state = 'draft' AND NEW.state = 'submitted' THEN 'submit'
        WHEN TG_OP = 'UPDATE' AND OLD.state = 'submitted' AND NEW.state = 'draft' THEN 'reopen'
        ELSE NULL
    END;
    changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END;
BEGIN
    IF team.me() IS NOT NULL AND NOT EXISTS (
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

-- At the end of a transaction: what was changed in an appraisal has a step on it.
CREATE OR REPLACE FUNCTION team.check_content() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
DECLARE
    changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.appraisal_id ELSE NEW.appraisal_id END;
BEGIN
    IF team.me() IS NOT NULL AND NOT EXISTS (
        SELECT FROM team.step
        WHERE xact = pg_current_xact_id() AND (changed IS NULL OR appraisal_id = changed)
    ) THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'an appraisal was changed without a step in the history';
    END IF;
    RETURN NULL;
END
$$;

-- At the end of a transaction: a change has some step.
CREATE OR REPLACE FUNCTION team.check_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
BEGIN
    IF team.me() IS NOT NULL
        AND NOT EXISTS (SELECT FROM team.step WHERE xact = pg_current_xact_id()) THEN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'the review was changed without a step in the history';
    END IF;
    RETURN NULL;
END
$$;

-- What is hidden from a person gives way to what that person enters, as it does in a file: the history keeps it.
CREATE OR REPLACE FUNCTION team.give_way() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {review}, pg_temp AS $$
BEGIN
    IF team.me() IS NULL THEN
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'certainty_rating' THEN
        IF NEW.domain = 'RiskOfBias' AND team.evidence_key(
            'rating', NEW.outcome_id::text, NEW.body, NEW.domain, NULL, NULL
        ) IN (SELECT team.once_hidden_keys()) THEN
            DELETE FROM certainty_rating
            WHERE (outcome_id, body, domain) = (NEW.outcome_id, NEW.body, NEW.domain);
        END IF;
    ELSIF TG_TABLE_NAME = 'body_entry' THEN
        IF NEW.part NOT IN ('effect', 'baseline') AND team.evidence_key(
            'body', NEW.outcome_id::text, NEW.body, NULL, NEW.part, NULL
        ) IN (SELECT team.once_hidden_keys()) THEN
            DELETE FROM body_entry WHERE (outcome_id, body, part) = (NEW.outcome_id, NEW.body, NEW.part);
        END IF;
    ELSIF team.evidence_key('start', NEW.outcome_id::text, NULL, NULL, NULL, NEW.checklist)
        IN (SELECT team.once_hidden_keys()) THEN
        DELETE FROM chosen_start WHERE (outcome_id, checklist) = (NEW.outcome_id, NEW.checklist);
    END IF;
    RETURN NEW;
END
$$;
