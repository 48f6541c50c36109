-- What the server keeps. Read README.md first: who may do what, and what the server can see.
--
-- +goose Up

-- A space is who may read. Its row counts the changes: its lock is held until the commit, so that the order of seq is the order of
-- commit and a reader who has seen seq misses nothing before it. Chain is the link of the last line of the audit trail. The row is
-- written with every change; the room on its page keeps that in place.
CREATE TABLE space (
	space text PRIMARY KEY CHECK (space <> ''),
	seq   bigint NOT NULL DEFAULT 0,
	chain bytea NOT NULL DEFAULT ''
) WITH (fillfactor = 10);

INSERT INTO space (space) VALUES ('sales'), ('legal'), ('breach');

CREATE TABLE member (
	login text NOT NULL,
	space text NOT NULL REFERENCES space,
	PRIMARY KEY (login, space)
);

-- The present version of everything. Name, kind and client are tags made with a key that the server has not: they tell what is equal.
-- A record that was deleted stays as a tombstone without a body, or what is deleted could not be told from what is withheld.
CREATE TABLE record (
	space   text NOT NULL REFERENCES space,
	name    bytea NOT NULL CHECK (octet_length(name) = 32),
	kind    bytea NOT NULL CHECK (octet_length(kind) = 16),
	client  bytea NOT NULL CHECK (octet_length(client) = 16),
	version bigint NOT NULL,
	seq     bigint NOT NULL,
	author  text NOT NULL,
	at      timestamptz NOT NULL,
	head    bytea NOT NULL,
	body    bytea,
	PRIMARY KEY (space, name),
	UNIQUE (space, seq)
);

-- What is sealed does not get smaller.
ALTER TABLE record ALTER head SET STORAGE EXTERNAL, ALTER body SET STORAGE EXTERNAL;
CREATE INDEX record_kind ON record (space, kind, name) WHERE body IS NOT NULL;
CREATE INDEX record_client ON record (space, client, kind, name) WHERE body IS NOT NULL;

-- One line for each change. Digest is what the change left, link the end of the chain after it.
CREATE TABLE audit (
	space   text NOT NULL REFERENCES space,
	seq     bigint NOT NULL,
	op      uuid NOT NULL,
	author  text NOT NULL,
	at      timestamptz NOT NULL,
	name    bytea NOT NULL,
	version bigint NOT NULL,
	digest  bytea NOT NULL,
	link    bytea NOT NULL,
	PRIMARY KEY (space, seq)
);
CREATE INDEX audit_op ON audit (op);

-- +goose StatementBegin
CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE 'the audit trail is only added to' USING ERRCODE = '42501';
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_rows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER audit_whole BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

-- The edition of all this. A program that knows another one leaves it alone.
CREATE FUNCTION edition() RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;

-- The spaces of who is logged in.
CREATE FUNCTION mine() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = verwoord, pg_temp AS $$
	SELECT coalesce(array_agg(m.space), '{}') FROM member m WHERE m.login = session_user
$$;

-- What a record holds, in one digest. Every part has a fixed length.
CREATE FUNCTION digest(kind bytea, client bytea, head bytea, body bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
	SELECT sha256(kind || client || sha256(head) || coalesce(sha256(body), ''))
$$;

-- The end of the chain after a change. Every part but the first has a fixed length, and the first is empty only once.
CREATE FUNCTION link(before bytea, space text, seq bigint, op uuid, author text, at timestamptz, name bytea, version bigint, digest bytea)
RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
	SELECT sha256(before || sha256(convert_to(space, 'UTF8')) || int8send(seq) || uuid_send(op) || sha256(convert_to(author, 'UTF8'))
		|| int8send((extract(epoch FROM at) * 1000000)::bigint) || name || int8send(version) || digest)
$$;

-- The one way to write: all changes of one act, or none. An act that was done before is not done again; what it did is returned. Lists
-- are equally long; a body that is null deletes. VW001 is a conflict, and its detail which change, counted from 1.
-- +goose StatementBegin
CREATE FUNCTION put(p_op uuid, spaces text[], names bytea[], kinds bytea[], clients bytea[], bases bigint[], heads bytea[], bodies bytea[])
RETURNS SETOF audit LANGUAGE plpgsql SECURITY DEFINER SET search_path = verwoord, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
	held space[];
	line audit;
	made timestamptz;
	n    int;
BEGIN
	IF spaces <@ mine() IS NOT TRUE THEN
		RAISE 'not a member of the space' USING ERRCODE = '42501';
	END IF;
	-- The only locks, always in one order: nothing here can wait in a circle.
	held := ARRAY(SELECT s FROM space s WHERE s.space = ANY (spaces) ORDER BY s.space FOR NO KEY UPDATE);
	-- Who sent the same act twice finds here what the first one did: it has committed, or held the lock until it failed.
	RETURN QUERY SELECT * FROM audit a WHERE a.op = p_op AND a.author = session_user ORDER BY a.space, a.seq;
	IF FOUND THEN
		RETURN;
	ELSIF EXISTS (SELECT FROM audit a WHERE a.op = p_op) THEN
		RAISE 'another person did this act' USING ERRCODE = 'VW002';
	END IF;
	made := clock_timestamp();
	FOR i IN 1 .. cardinality(names) LOOP
		line := (spaces[i], NULL, p_op, session_user, made, names[i], bases[i] + 1, digest(kinds[i], clients[i], heads[i], bodies[i]), NULL);
		n := array_position(ARRAY(SELECT h.space FROM unnest(held) AS h), line.space);
		line.seq := held[n].seq + 1;
		line.link := link(held[n].chain, line.space, line.seq, line.op, line.author, line.at, line.name, line.version, line.digest);
		held[n].seq := line.seq;
		held[n].chain := line.link;
		IF bases[i] = 0 THEN
			INSERT INTO record VALUES (line.space, line.name, kinds[i], clients[i], line.version, line.seq, line.author, line.at,
				heads[i], bodies[i]) ON CONFLICT (space, name) DO NOTHING;
		ELSE
			UPDATE record r SET kind = kinds[i], client = clients[i], version = line.version, seq = line.seq, author = line.author, at = line.at,
				head = heads[i], body = bodies[i]
				WHERE r.space = line.space AND r.name = line.name AND r.version = bases[i];
		END IF;
		IF NOT FOUND THEN
			RAISE 'another version is kept' USING ERRCODE = 'VW001', DETAIL = i::text;
		END IF;
		INSERT INTO audit VALUES (line.*);
		RETURN NEXT line;
	END LOOP;
	UPDATE space s SET seq = h.seq, chain = h.chain FROM unnest(held) AS h WHERE s.space = h.space;
	PERFORM pg_notify('verwoord', h.space) FROM unnest(held) AS h;
END $$;
-- +goose StatementEnd

ALTER TABLE space ENABLE ROW LEVEL SECURITY;
ALTER TABLE record ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
CREATE POLICY members ON space FOR SELECT TO verwoord_client USING (space = ANY ((SELECT mine())::text[]));
CREATE POLICY members ON record FOR SELECT TO verwoord_client USING (space = ANY ((SELECT mine())::text[]));
CREATE POLICY members ON audit FOR SELECT TO verwoord_client USING (space = ANY ((SELECT mine())::text[]));

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA verwoord FROM PUBLIC;
GRANT USAGE ON SCHEMA verwoord TO verwoord_client;
GRANT SELECT ON space, record, audit TO verwoord_client;
GRANT EXECUTE ON FUNCTION edition(), mine(), put(uuid, text[], bytea[], bytea[], bytea[], bigint[], bytea[], bytea[]) TO verwoord_client;
