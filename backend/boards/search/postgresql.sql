-- The index of posts: which tokens each has (boards/search/tokens.py), in a table of its own, because a row that
-- counters change all the time would drag its hundreds of tokens along.
CREATE TABLE IF NOT EXISTS boards_post_index (post_id bigint PRIMARY KEY, tokens tsvector NOT NULL)
WITH (toast_tuple_target = 128);

-- No plan rests on how often a token is: see found.py.
ALTER TABLE boards_post_index ALTER tokens SET STATISTICS 0;

CREATE OR REPLACE FUNCTION boards_text_tokens(place text, value text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    tokens text[] := '{}';
    before text := ' ';
    letter text;
BEGIN
    FOREACH letter IN ARRAY string_to_array(value, NULL) LOOP
        IF letter NOT IN (' ', E'\n') THEN
            tokens := tokens || (place || letter);
            IF before NOT IN (' ', E'\n') THEN
                tokens := tokens || (place || before || letter);
            END IF;
        END IF;
        before := letter;
    END LOOP;
    RETURN tokens;
END $$;

-- The windows of ids that a post is in, so that a search can begin with the newest: 2^10, 2^13, 2^16 and 2^19
-- wide.
CREATE OR REPLACE FUNCTION boards_post_tokens(
    id bigint, board text, author_id bigint, is_anonymous boolean, title text, content text, details text
) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN array_to_tsvector(
        ARRAY['b' || board, '@' || author_id]
        || ARRAY['w10_' || (id >> 10), 'w13_' || (id >> 13), 'w16_' || (id >> 16), 'w19_' || (id >> 19)]
        || CASE WHEN is_anonymous THEN '{}' ELSE ARRAY['n' || author_id] END
        || boards_text_tokens('t' || left(board, 1), title)
        || boards_text_tokens('c' || left(board, 1), content)
        || string_to_array(details, ' ')
    );
END $$;

CREATE OR REPLACE FUNCTION boards_index_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO boards_post_index (post_id, tokens) VALUES (
        NEW.id,
        boards_post_tokens(
            NEW.id, NEW.board, NEW.author_id, NEW.is_anonymous, NEW.searched_title, NEW.searched_content,
            NEW.detail_tokens
        )
    )
    ON CONFLICT (post_id) DO UPDATE SET tokens = excluded.tokens;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION boards_unindex_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM boards_post_index WHERE post_id = OLD.id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION boards_unindex_posts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE boards_post_index;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER boards_post_written AFTER INSERT ON boards_post
FOR EACH ROW EXECUTE FUNCTION boards_index_post();

CREATE OR REPLACE TRIGGER boards_post_rewritten AFTER UPDATE ON boards_post
FOR EACH ROW WHEN (
    (OLD.board, OLD.author_id, OLD.is_anonymous, OLD.searched_title, OLD.searched_content, OLD.detail_tokens)
    IS DISTINCT FROM
    (NEW.board, NEW.author_id, NEW.is_anonymous, NEW.searched_title, NEW.searched_content, NEW.detail_tokens)
) EXECUTE FUNCTION boards_index_post();

CREATE OR REPLACE TRIGGER boards_post_deleted AFTER DELETE ON boards_post
FOR EACH ROW EXECUTE FUNCTION boards_unindex_post();

CREATE OR REPLACE TRIGGER boards_posts_emptied AFTER TRUNCATE ON boards_post
FOR EACH STATEMENT EXECUTE FUNCTION boards_unindex_posts();

-- The posts of one window that the index wants, in order. A function, so that no plan rests on an estimate of a word.
CREATE OR REPLACE FUNCTION boards_posts_within(part text, wanted tsquery, bound bigint, newest_first boolean)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 30 AS $$
BEGIN
    wanted := wanted && part::tsquery;
    IF newest_first THEN
        RETURN QUERY SELECT post_id FROM boards_post_index
            WHERE tokens @@ wanted AND post_id + 0 <= bound ORDER BY post_id DESC;
    ELSE
        RETURN QUERY SELECT post_id FROM boards_post_index
            WHERE tokens @@ wanted AND post_id + 0 >= bound ORDER BY post_id;
    END IF;
END $$;
