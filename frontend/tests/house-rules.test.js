/** Rules of the house that a reader would have to check by eye. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { routes } from "../js/routes.js";

const ROOT = new URL("../", import.meta.url);
const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter(
  (path) => !path.startsWith("tests/"),
);
/** Comments may name what code must not do. */
const withoutComments = (/** @type {string} */ code) =>
  code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
const read = (/** @type {string} */ path) => readFileSync(new URL(path, ROOT), "utf8");
const scripts = files.filter((path) => path.endsWith(".js"));

/** @param {RegExp} pattern @param {string[]} allowed  paths that may */
function onlyIn(pattern, allowed) {
  const found = scripts.filter((path) => pattern.test(withoutComments(read(path))));
  assert.deepEqual(
    found.filter((path) => !allowed.includes(path)),
    [],
    String(pattern),
  );
}

test("markup is assigned in one place", () => {
  onlyIn(
    /\.(?:innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write|setHTMLUnsafe|createContextualFragment/,
    ["js/lib/html.js"],
  );
});

test("nobody uses the browser's own dialogs", () => {
  onlyIn(/(?<![\w.])(?:window\.)?(?:alert|confirm|prompt)\(/, []);
});

test("each concern is written once", () => {
  onlyIn(/(?<![\w.#])fetch\(|new XMLHttpRequest/, ["js/lib/api.js"]);
  onlyIn(/history\.(?:push|replace)State/, ["js/lib/router.js"]);
  onlyIn(/new WebSocket\(/, ["js/lib/socket.js"]);
  onlyIn(/localStorage/, ["js/lib/storage.js", "js/lib/theme.js", "js/theme-boot.js"]);
});

test("only fields that the server sanitised are trusted", () => {
  for (const path of scripts.filter((name) => name !== "js/lib/html.js")) {
    for (const [, value] of withoutComments(read(path)).matchAll(/trustedHtml\(([^)]*)\)/g))
      assert.match(value, /_html$/, `${path}: ${value}`);
  }
});

test("no inline style or handler is written, and no script but a module or a file", () => {
  for (const path of files.filter((name) => /\.(?:js|html)$/.test(name) && name !== "js/lib/html.js")) {
    assert.doesNotMatch(
      withoutComments(read(path)),
      /<[a-z-]+[^<>]*\s(?:style|on\w+)=|<style|<script(?![^>]*src=)/,
      path,
    );
  }
});

test("every icon that is named is drawn", () => {
  const drawn = new Set(
    [...read("index.html").matchAll(/symbol id="icon-([\w-]+)"/g)].map(([, name]) => name),
  );
  const code = withoutComments([...scripts.map(read), read("index.html")].join("\n"));
  for (const [, name] of code.matchAll(/<st-icon name="([\w-]+)"/g)) assert.ok(drawn.has(name), name);
});

test("every icon that is drawn is used", () => {
  const code =
    withoutComments(scripts.map(read).join("\n")) + read("index.html").replace(/<symbol .*?<\/symbol>/gs, "");
  for (const [, name] of read("index.html").matchAll(/symbol id="icon-([\w-]+)"/g))
    assert.match(code, new RegExp(`["'\`](icon-)?${name}["'\`]`), name);
});

/** @param {string} sheet @returns {string[]} the sheets that it imports, with what those import */
const imported = (sheet) =>
  [...read(sheet).matchAll(/@import url\("([^"]+)"\)/g)].flatMap(([, target]) => {
    const path = new URL(target, `file:///${sheet}`).pathname.slice(1);
    return [path, ...imported(path)];
  });

/** @param {string} module @returns {Set<string>} the modules that come with it */
const modulesOf = (module, found = new Set()) => {
  if (found.has(module)) return found;
  found.add(module);
  for (const [, target] of withoutComments(read(module)).matchAll(
    /^(?:import|export)\b[^"'(]*["'](\.[^"']+)["']/gm,
  )) {
    modulesOf(new URL(target, `file:///${module}`).pathname.slice(1), found);
  }
  return found;
};

/** @param {string} code @returns {string[]} the component sheets whose elements or classes stand in it */
const sheetsShownBy = (code) =>
  files.filter((path) => {
    if (!path.startsWith("css/components/")) return false;
    const names = [...read(path).matchAll(/^(?![\s@/{}])[^{]*?\b(st-[a-z-]+)/gm)].map(([, name]) => name);
    return names.some((name) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(code));
  });

test("every stylesheet comes with the shell or with a page", () => {
  const pages = files.filter((path) => path.startsWith("css/pages/"));
  const reached = new Set(["css/index.css", ...pages].flatMap((path) => [path, ...imported(path)]));
  assert.deepEqual(
    files.filter((path) => path.endsWith(".css") && !reached.has(path)),
    [],
  );
});

test("a page's stylesheet brings every component that the page shows", () => {
  const shell = imported("css/index.css");
  for (const route of routes) {
    const module = /import\("\.\/(.+)"\)/.exec(String(route.load))?.[1];
    const code = withoutComments([...modulesOf(`js/${module}`)].map(read).join("\n"));
    const there = [...shell, ...imported(`css/pages/${route.style}.css`)];
    for (const sheet of sheetsShownBy(code)) assert.ok(there.includes(sheet), `${route.path} lacks ${sheet}`);
  }
});

test("a page's modules define every element that the page shows", () => {
  const defined = scripts.flatMap((path) =>
    [...read(path).matchAll(/customElements\.define\("([\w-]+)"/g)].map(([, tag]) => ({ tag, path })),
  );
  const shell = modulesOf("js/main.js");
  for (const route of routes) {
    const module = /import\("\.\/(.+)"\)/.exec(String(route.load))?.[1];
    const own = [...modulesOf(`js/${module}`)].filter((path) => !shell.has(path));
    const code = withoutComments(own.map(read).join("\n"));
    const shown = defined.filter(({ tag }) => new RegExp(`<${tag}(?![\\w-])`).test(code));
    for (const { path } of shown)
      assert.ok(shell.has(path) || own.includes(path), `${route.path} lacks ${path}`);
  }
});

test("the shell's stylesheet brings every component that the shell shows", () => {
  const modules = [...modulesOf("js/main.js"), ...modulesOf("js/components/side-column.js")];
  const code = withoutComments([...modules.map(read), read("index.html")].join("\n"));
  const there = imported("css/index.css");
  for (const sheet of sheetsShownBy(code)) assert.ok(there.includes(sheet), sheet);
});

test("the entry page preloads exactly what its stylesheet imports", () => {
  const preloaded = [...read("index.html").matchAll(/rel="preload" as="style" href="\/([^"]+)"/g)].map(
    ([, path]) => path,
  );
  assert.deepEqual(preloaded, imported("css/index.css"));
});

test("the entry page preloads exactly what the entry module imports", () => {
  const graph = modulesOf("js/main.js");
  graph.delete("js/main.js");
  const preloaded = [...read("index.html").matchAll(/rel="modulepreload" href="\/([^"]+)"/g)].map(
    ([, path]) => path,
  );
  assert.deepEqual(preloaded.toSorted(), [...graph].toSorted());
});
