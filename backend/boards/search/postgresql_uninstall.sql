DROP TRIGGER IF EXISTS boards_post_written ON boards_post;

DROP TRIGGER IF EXISTS boards_post_rewritten ON boards_post;

DROP TRIGGER IF EXISTS boards_post_deleted ON boards_post;

DROP TRIGGER IF EXISTS boards_posts_emptied ON boards_post;

DROP FUNCTION IF EXISTS boards_index_post, boards_unindex_post, boards_unindex_posts;

DROP FUNCTION IF EXISTS boards_posts_within, boards_post_tokens, boards_text_tokens;

DROP TABLE IF EXISTS boards_post_index;
