import assert from "node:assert/strict";
import test from "node:test";
import { html, trustedHtml } from "../js/lib/html.js";

const ATTACK = `<img src=x onerror="alert('1')">&`;
const ESCAPED = "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;";

test("a value is escaped in text and in an attribute", () => {
  assert.equal(html`<p title="${ATTACK}">${ATTACK}</p>`.toString(), `<p title="${ESCAPED}">${ESCAPED}</p>`);
});

test("nested templates and arrays of them are escaped once", () => {
  const items = ["a & b", "<c>"].map((text) => html`<li>${text}</li>`);
  assert.equal(
    html`<ul>${items}${[["<d>"]]}</ul>`.toString(),
    "<ul><li>a &amp; b</li><li>&lt;c&gt;</li>&lt;d&gt;</ul>",
  );
});

test("nothing comes of null, undefined and booleans, but zero is shown", () => {
  assert.equal(html`${null}${undefined}${true}${false}${0}${""}`.toString(), "0");
});

test("an object that only looks like markup is text", () => {
  assert.equal(html`${{ text: "<b>", toString: () => "<b>" }}`.toString(), "&lt;b&gt;");
});

test("server-sanitised markup passes", () => {
  assert.equal(html`<div>${trustedHtml("<b>ok</b>")}</div>`.toString(), "<div><b>ok</b></div>");
});

test("a boolean attribute is there only for a truthy value", () => {
  assert.equal(
    html`<input ?checked="${true}" ?disabled="${""}" name="a" />`.toString(),
    '<input checked name="a" />',
  );
});

test("an address that could run a script leads nowhere", () => {
  for (const url of [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "data:text/html,x",
    "java\nscript:alert(1)",
  ]) {
    assert.equal(html`<a href="${url}">x</a>`.toString(), '<a href="#">x</a>', url);
  }
});

test("ordinary addresses stay", () => {
  const urls = [
    "/free/3?q=a:b",
    "https://example.org/a:b",
    "blob:http://localhost/1",
    "mailto:a@b.kr",
    "tel:109",
    "webcal://api.example.org/schedule/calendar.ics",
    "?q=a",
    "#top",
    "",
  ];
  for (const url of urls) assert.equal(html`<img src="${url}" />`.toString(), `<img src="${url}" />`, url);
});

test("unquoted attributes and event attributes are refused", () => {
  assert.throws(() => html`<p title=${"x"}></p>`, TypeError);
  assert.throws(() => html`<p onclick="${"x"}"></p>`, TypeError);
  assert.throws(() => html`<p onclick="go(${"x"})"></p>`, TypeError);
});
