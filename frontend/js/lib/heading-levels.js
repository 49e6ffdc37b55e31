/**
 * The levels at which a writer's headings stand in a page, beginning with `top` and never skipping one: people begin
 * with the size they like, a screen reader wants an outline.
 *
 *     headingLevels(["h4", "h5", "h5", "h4"], 2);   // [2, 3, 3, 2]
 *
 * @param {string[]} tags in their order  @param {number} top
 */
export function headingLevels(tags, top) {
  const sizes = [...new Set(tags)].sort();
  let previous = top - 1;
  return tags.map((tag) => {
    previous = Math.min(top + sizes.indexOf(tag), previous + 1);
    return previous;
  });
}
