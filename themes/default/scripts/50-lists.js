// Lists: the script of tables that filter and sort, where there is such a table.
'use strict';
{
  const src = document.body.dataset.lists;
  if (src && page.one('[data-filter-table]')) document.head.append(Object.assign(document.createElement('script'), { src }));
}
