DROP TRIGGER IF EXISTS boards_post_written;

DROP TRIGGER IF EXISTS boards_post_rewritten;

DROP TRIGGER IF EXISTS boards_post_deleted;

DROP TABLE IF EXISTS boards_post_index;
