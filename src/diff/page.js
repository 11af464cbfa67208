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
      body, bus: body.dataset.bus, category: body.dataset.category, module: body.dataset.module,
      count: head.querySelector('.count'),
      rows: rows.map(row => ({row, text: name + ' ' + row.textContent.toLowerCase()})),
    };
  });
  const sections = [...document.querySelectorAll('section')].map(section => ({
    section, count: section.querySelector('h2 .count'), modules: section.querySelector('h2 .modules'),
    groups: groups.filter(group => section.contains(group.body)),
  }));
  for (const part of sections) part.total = part.groups.reduce((sum, group) => sum + group.rows.length, 0);
  const total = sections.reduce((sum, part) => sum + part.total, 0);

  const hide = (element, isHidden) => { if (element.hidden !== isHidden) element.hidden = isHidden; };
  const count = (element, shown, total) => {
    const text = shown === total ? number.format(total) : `${number.format(shown)} of ${number.format(total)}`;
    if (element.textContent !== text) element.textContent = text;
  };

  const countModules = part => {
    const names = new Set(part.groups.filter(group => !group.body.hidden).map(group => group.module));
    const text = `${number.format(names.size)} ${names.size === 1 ? 'module' : 'modules'}`;
    if (part.modules && part.modules.textContent !== text) part.modules.textContent = text;
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
      countModules(part);
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
