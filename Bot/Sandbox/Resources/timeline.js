(() => {
  const take = (old, fresh) => {
    if (!old || !fresh) return;
    // What a reader has unfolded stays so.
    const [open, same] = [old.querySelector('details[open]'), fresh.querySelector('details')];
    if (open && same) same.open = true;
    if (old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
  };
  const merge = (page) => {
    const feed = document.getElementById('toots'), fresh = page.getElementById('toots');
    if (!feed || !fresh) return;
    const known = new Map([...feed.children].map(toot => [toot.id, toot]));
    let place = feed.firstElementChild;
    for (const toot of [...fresh.children]) {
      const old = known.get(toot.id);
      known.delete(toot.id);
      if (old) {
        take(old, toot);
        if (old === place) place = place.nextElementSibling;
        else feed.insertBefore(old, place);
      } else {
        toot.classList.add('fresh');
        feed.insertBefore(toot, place);
      }
    }
    for (const gone of known.values()) gone.remove();
  };
  const look = async () => {
    try {
      const answer = await fetch(location.href, { cache: 'no-store' });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      take(document.getElementById('counts'), page.getElementById('counts'));
      merge(page);
      document.body.classList.remove('away');
    } catch {
      document.body.classList.add('away');
    }
    setTimeout(look, document.hidden ? 5000 : 1000);
  };
  if (document.getElementById('toots')) setTimeout(look, 1000);
})();
