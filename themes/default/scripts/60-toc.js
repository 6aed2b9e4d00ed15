// Table of contents: marks the heading that is being read.
'use strict';
{
  const links = page.all('.toc a[href^="#"]');
  const pairs = links.map(link => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]).filter(([, heading]) => heading);
  if (pairs.length) {
    const LINE = 120;
    let waits = false;
    const mark = () => {
      waits = false;
      const ended = innerHeight + scrollY >= document.documentElement.scrollHeight - 2 && scrollY > 0;
      const read = pairs.filter(([, heading]) => heading.getBoundingClientRect().top < (ended ? innerHeight : LINE)).pop() ?? pairs[0];
      for (const link of links) {
        if (link === read[0]) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    };
    addEventListener('scroll', () => {
      if (!waits) requestAnimationFrame(mark);
      waits = true;
    }, { passive: true });
    mark();
  }
}
