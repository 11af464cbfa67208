// The style and the script of the page of a comparison, as they stand in it.
#include "diff/html_parts.h"

namespace ko2alias {

const std::string_view html_style = R"css(
:root {
  color-scheme: light dark;
  --paper: #fff; --panel: #f4f5f7; --ink: #1c2024; --soft: #565e68; --line: #d9dde2; --link: #0b57d0;
  --loss: #b3261e; --change: #855300; --gain: #1b6e3c; --quiet: #565e68;
  --code: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  --bar: 0px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --panel: #1f2428; --ink: #e6e8ea; --soft: #a3abb4; --line: #363d44; --link: #8ab4f8;
    --loss: #ff8a80; --change: #f0b35a; --gain: #6fd08c; --quiet: #a3abb4;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: calc(var(--bar) + 0.5rem); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.45 system-ui, sans-serif; }
body > * { max-width: 84rem; margin-inline: auto; padding-inline: clamp(0.75rem, 3vw, 2rem); }
header { padding-block: 1.5rem 0.5rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h1 span { display: inline-block; }
h1.long { font-size: 1.05rem; }
h2 { margin: 0; font-size: 1.25rem; }
h2 .count, .group .count { font-weight: normal; color: var(--soft); }
p { margin: 0 0 0.75rem; }
code, .module { font-family: var(--code); font-size: 0.8125rem; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }

.loss { --tone: var(--loss); }
.change { --tone: var(--change); }
.gain { --tone: var(--gain); }
.quiet { --tone: var(--quiet); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0; padding: 0; list-style: none; }
nav a { display: block; padding: 0.25rem 0.75rem; border: 1px solid var(--tone); border-radius: 1rem;
  color: var(--tone); text-decoration: none; }
nav a:hover { background: var(--panel); text-decoration: underline; }

#filter { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem;
  min-height: var(--bar); padding-block: 0.5rem; background: var(--paper); }
#filter label { display: flex; align-items: center; gap: 0.4rem; color: var(--soft); }
#filter label:first-child { flex: 1 1 16rem; }
#filter :is(input, select, button) { min-height: 2.25rem; padding: 0.25rem 0.5rem; border: 1px solid var(--soft);
  border-radius: 0.375rem; background: var(--paper); color: var(--ink); font: inherit; }
#filter input { width: 100%; min-width: 0; }
#filter ::placeholder { color: var(--soft); opacity: 1; }
#filter button { padding-inline: 0.9rem; background: var(--panel); }
#filter output { min-width: 9rem; color: var(--soft); }

section { margin-block: 1.5rem; }
section > h2 { padding-left: 0.6rem; border-left: 0.3rem solid var(--tone); }
section > p { padding-left: 0.9rem; color: var(--soft); }

/* Rows are grids, so that a browser lays out the groups that can be seen and no others. */
table, tbody { display: block; }
thead { display: block; }
tr { display: grid; grid-template-columns: 1fr; }
.of-2 tr { grid-template-columns: 1fr 1fr; }
.of-3 tr { grid-template-columns: 9fr 6fr 8fr; }
.of-5 tr { grid-template-columns: 9fr 6fr 4fr 3fr 3fr; }
th, td { min-width: 0; padding: 0.1rem 0.6rem; text-align: left; overflow-wrap: anywhere; }
thead th { color: var(--soft); font-size: 0.875rem; font-weight: normal; }
tbody { border-top: 1px solid var(--line); content-visibility: auto;
  contain-intrinsic-block-size: auto calc(2rem + 1.5rem * var(--rows)); }
td { font-size: 0.9375rem; }
td:first-child { padding-left: 1.6rem; }
tr:hover td { background: var(--panel); }
.group { position: sticky; top: var(--bar); z-index: 1; background: var(--panel); }
.group th { grid-column: 1 / -1; padding-block: 0.2rem; font-weight: normal; }
.group .module { font-weight: 600; font-size: 0.875rem; }
.group span + span { margin-left: 0.5rem; }
.group .count { font-size: 0.875rem; }
.bus { display: inline-block; min-width: 4rem; color: var(--soft); font-size: 0.875rem; }
.reason { color: var(--change); font-size: 0.875rem; }
td ul { margin: 0.2rem 0; padding-left: 1.2rem; }
summary { cursor: pointer; color: var(--link); }
footer { padding-block: 1rem 2rem; color: var(--soft); font-size: 0.875rem; }

@media (min-width: 60rem) and (min-height: 30rem) { .live { --bar: 3.5rem; } }
@media (max-width: 59.99rem), (max-height: 29.99rem) { #filter { position: static; } }
@media (max-width: 44rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  :is(.of-2, .of-3, .of-5) tr { grid-template-columns: 1fr; }
  tr + tr { border-top: 1px solid var(--line); }
  td:first-child { padding-left: 0.6rem; }
  td:empty { display: none; }
  td[data-is]::before { content: attr(data-is) " "; color: var(--soft); }
  .bus { min-width: 0; }
  .group .reason { display: block; margin-left: 0; }
  #filter label { flex: 1 1 100%; }
  #filter label > span { flex: none; min-width: 4.75rem; }
  #filter select { flex: 1; min-width: 0; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --panel: #f4f5f7; --ink: #000; --soft: #444; --line: #bbb; --link: #000;
    --loss: #b3261e; --change: #855300; --gain: #1b6e3c; --quiet: #444; }
  #filter { display: none; }
  body { font-size: 0.8rem; }
  body > * { max-width: none; padding-inline: 0; }
  tbody { content-visibility: visible; }
  .group { position: static; }
  h2, .group { break-after: avoid; }
  tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; }
}
)css";

const std::string_view html_script = R"js(
'use strict';
{
  const byId = id => document.getElementById(id);
  const fields = ['search', 'bus', 'category'].map(byId);
  const [search, bus, category] = fields;
  const number = new Intl.NumberFormat('en');

  // What a row is searched for is its text and that of the row that names its group.
  const groups = [...document.querySelectorAll('section tbody')].map(body => {
    const [head, ...rows] = body.rows;
    const name = head.textContent.toLowerCase();
    return {
      body, bus: body.dataset.bus, category: body.dataset.category, count: head.querySelector('.count'),
      rows: rows.map(row => ({row, text: name + ' ' + row.textContent.toLowerCase()})),
    };
  });
  const sections = [...document.querySelectorAll('section')].map(section => ({
    section, count: section.querySelector('h2 .count'), groups: groups.filter(group => section.contains(group.body)),
  }));
  for (const part of sections) part.total = part.groups.reduce((sum, group) => sum + group.rows.length, 0);
  const total = sections.reduce((sum, part) => sum + part.total, 0);

  const hide = (element, isHidden) => { if (element.hidden !== isHidden) element.hidden = isHidden; };
  const count = (element, shown, total) => {
    const text = shown === total ? number.format(total) : `${number.format(shown)} of ${number.format(total)}`;
    if (element.textContent !== text) element.textContent = text;
  };

  const filterGroup = (group, words) => {
    const isWanted = (!bus.value || group.bus === bus.value) && (!category.value || group.category === category.value);
    let shown = 0;
    if (isWanted)
      for (const {row, text} of group.rows) {
        const isShown = words.every(word => text.includes(word));
        hide(row, !isShown);
        shown += isShown;
      }
    hide(group.body, shown === 0);
    if (shown && group.count) count(group.count, shown, group.rows.length);
    return shown;
  };

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const part of sections) {
      const inSection = part.groups.reduce((sum, group) => sum + filterGroup(group, words), 0);
      hide(part.section, inSection === 0);
      count(part.count, inSection, part.total);
      shown += inSection;
    }
    byId('shown').textContent = shown === 0 ? 'nothing found'
      : shown === total ? `all ${number.format(total)}` : `${number.format(shown)} of ${number.format(total)}`;
  };

  // The address keeps the filter, beside addresses of sections, which have no equals sign.
  const save = () => {
    const state = new URLSearchParams(fields.filter(field => field.value).map(field => [field.id, field.value]));
    if (!String(state) && !location.hash.includes('=')) return;
    // A page inside of another may have no address of its own.
    try { history.replaceState(null, '', '#' + state); } catch { return; }
  };
  const load = () => {
    if (!location.hash.includes('=')) return;
    const state = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) {
      field.value = state.get(field.id) ?? '';
      if (field.selectedIndex === -1) field.value = '';
    }
    filter();
  };

  let timer = 0;
  const apply = () => { clearTimeout(timer); filter(); save(); };
  const clear = () => { for (const field of fields) field.value = ''; apply(); };
  search.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(apply, 120); });
  for (const field of fields) field.addEventListener('change', apply);
  byId('clear').addEventListener('click', () => { clear(); search.focus(); });
  for (const link of document.querySelectorAll('nav a'))
    link.addEventListener('click', () => { if (byId(link.hash.slice(1)).hidden) clear(); });
  addEventListener('hashchange', load);

  byId('filter').hidden = false;
  document.documentElement.classList.add('live');
  filter();
  load();
}
)js";

}  // namespace ko2alias
