/**
 * What a member keeps: scraps, and the folders that they lie in.
 *
 * @typedef {{ id: number, name: string, count: number }} Folder
 * @typedef {{ results: Folder[], unfiled: number }} Folders  `unfiled`: how many scraps lie in none
 *
 * @typedef {import("./boards.js").PostSummary & { folder: { id: number, name: string } | null, scrapped_at: string }} ScrappedPost
 *
 * @typedef {Omit<import("./boards.js").Comment, "post"> & { post: { id: number, board: "free" | "study", title: string | null } }} OwnComment
 *   the title is null while its author hides the post
 */

export const FOLDERS_PATH = "/scraps/folders/";
export const FOLDER_NAME_MAX_LENGTH = 20;

/** @template {{ name: string }} T @param {T[]} folders @returns {T[]} */
export const byName = (folders) => folders.toSorted((one, other) => one.name.localeCompare(other.name, "ko"));
