/**
 * Files that are dropped on an element or pasted into it.
 *
 *     onIncomingFiles(form, { take: (files) => …, over: (isOver) => … }, this.signal);
 *
 * A text that is copied from a document often brings its picture along: then the text is meant.
 */

/**
 * @param {HTMLElement} target
 * @param {{ take: (files: File[]) => void, over: (isOver: boolean) => void }} listener
 * @param {AbortSignal} signal
 */
export function onIncomingFiles(target, { take, over }, signal) {
  const hasFiles = (/** @type {DragEvent} */ { dataTransfer }) => dataTransfer?.types.includes("Files");
  /** @param {"dragover" | "dragleave" | "drop"} type @param {(event: DragEvent) => void} listener */
  const onDrag = (type, listener) =>
    target.addEventListener(type, (event) => hasFiles(event) && listener(event), { signal });
  onDrag("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  onDrag("dragleave", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && target.contains(relatedTarget))) over(false);
  });
  onDrag("drop", (event) => {
    event.preventDefault();
    over(false);
    take([...(event.dataTransfer?.files ?? [])]);
  });
  target.addEventListener(
    "paste",
    (event) => {
      const { files, types } = event.clipboardData ?? new DataTransfer();
      if (files.length === 0 || types.includes("text/plain")) return;
      event.preventDefault();
      take([...files]);
    },
    { signal },
  );
}
