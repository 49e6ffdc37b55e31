-- The index of posts: which tokens each has. `boards_post_tokens` is boards/search/tokens.py; each connection brings it.
-- The tokenizer takes ASCII letters, ASCII digits and all that is not ASCII for parts of a token.
CREATE VIRTUAL TABLE IF NOT EXISTS boards_post_index USING fts5(tokens, tokenize='ascii', detail=none, columnsize=0);

CREATE TRIGGER IF NOT EXISTS boards_post_written AFTER INSERT ON boards_post
BEGIN
    INSERT INTO boards_post_index (rowid, tokens)
    VALUES (
        new.id,
        boards_post_tokens(
            new.board, new.author_id, new.is_anonymous, new.searched_title, new.searched_content, new.detail_tokens
        )
    );
END;

CREATE TRIGGER IF NOT EXISTS boards_post_rewritten
AFTER UPDATE OF board, author_id, is_anonymous, searched_title, searched_content, detail_tokens ON boards_post
WHEN (old.board, old.author_id, old.is_anonymous, old.searched_title, old.searched_content, old.detail_tokens)
    IS NOT (new.board, new.author_id, new.is_anonymous, new.searched_title, new.searched_content, new.detail_tokens)
BEGIN
    DELETE FROM boards_post_index WHERE rowid = old.id;
    INSERT INTO boards_post_index (rowid, tokens)
    VALUES (
        new.id,
        boards_post_tokens(
            new.board, new.author_id, new.is_anonymous, new.searched_title, new.searched_content, new.detail_tokens
        )
    );
END;

CREATE TRIGGER IF NOT EXISTS boards_post_deleted AFTER DELETE ON boards_post
BEGIN
    DELETE FROM boards_post_index WHERE rowid = old.id;
END;
