// Reads a loaded document and says what no page of a site may hold; with the
// path that the site is served under. The server has taken from pages the two
// elements that act: their policy, and what leads from a former address.
((prefix) => {
  const faults = [], local = [];
  const shown = (e) => {
    const tag = e.cloneNode(false).outerHTML ?? e.nodeName;
    return tag.length > 160 ? tag.slice(0, 160) + '…' : tag;
  };
  const root = document.documentElement;
  const isPage = root.namespaceURI === 'http://www.w3.org/1999/xhtml';
  // Chromium draws XML that nothing else shows in a page of its own; that it
  // does says that nothing in it is HTML.
  if (document.getElementById('webkit-xml-viewer-source-xml')) return {faults, local, kind: 'xml', frame: ''};
  if (document.contentType === 'text/plain' || document.contentType === 'application/json' || document.contentType === 'text/vtt') {
    if (document.querySelector('script, img, svg, iframe')) faults.push('text read as HTML');
    return {faults, local, kind: 'text', frame: ''};
  }
  if (!isPage && root.namespaceURI !== 'http://www.w3.org/2000/svg') faults.push('a document of ' + root.namespaceURI);

  const never = new Set(`applet base basefont bgsound button dialog embed fencedframe foreignObject form frame frameset iframe
    isindex keygen layer link listing map marquee meta noembed noframes noscript object option param picture plaintext portal
    script select slot source style template textarea title xmp`.split(/\s+/));
  const addresses = new Set(`action archive background cite classid codebase data dynsrc formaction href icon imagesrcset
    longdesc lowsrc manifest ping poster profile src srcset usemap xlink:href`.split(/\s+/));
  const nowhere = new Set(`accesskey autofocus autoplay background contenteditable formaction imagesrcset is nonce
    ping popover popovertarget slot srcdoc srcset style target`.split(/\s+/));
  const ids = new Set();
  for (const e of document.querySelectorAll('*')) {
    const inHead = isPage && document.head?.contains(e);
    const drawing = e.namespaceURI === 'http://www.w3.org/2000/svg';
    const live = drawing || e.namespaceURI === 'http://www.w3.org/1999/xhtml'; // browsers do nothing with others
    if (live && !inHead && never.has(e.localName) && !(drawing && ['title', 'style'].includes(e.localName))) faults.push('element ' + shown(e));
    if (e.localName.includes('-') && !drawing && !e.namespaceURI.endsWith('MathML')) faults.push('element ' + shown(e));
    if (e.localName === 'input' && !(e.type === 'checkbox' && e.disabled)) faults.push('element ' + shown(e));
    if (e.shadowRoot) faults.push('shadow in ' + shown(e));
    for (const a of e.attributes) {
      const name = a.name.toLowerCase();
      if (name.startsWith('on')) faults.push('handler ' + shown(e));
      if (isPage && nowhere.has(name)) faults.push(`attribute ${name} in ${shown(e)}`);
      if (name === 'name' && !inHead && e.localName !== 'details') faults.push('name in ' + shown(e));
      if (name === 'id' && isPage) {
        if (ids.has(a.value)) faults.push('a second id in ' + shown(e));
        ids.add(a.value);
      }
      if (a.value.includes('ZgotmplZ')) faults.push('address that a template refused in ' + shown(e));
      if (!addresses.has(name)) continue;
      let to;
      try { to = new URL(a.value, document.baseURI); } catch { faults.push('address in ' + shown(e)); continue; }
      const here = to.origin === location.origin && to.pathname.startsWith(prefix);
      const link = (e.localName === 'a' || (e.localName === 'link' && e.rel === 'canonical')) && (name === 'href' || name === 'xlink:href');
      if (here) local.push(decodeURIComponent(to.pathname));
      else if (!(link && ['http:', 'https:', 'mailto:', 'tel:'].includes(to.protocol)) && !(drawing && to.protocol === 'data:')) faults.push('address in ' + shown(e));
      if (/^\s*[\\/]\s*[\\/]/.test(a.value)) faults.push('address of another site without its scheme in ' + shown(e));
    }
  }
  if (!isPage) return {faults, local, kind: 'drawing', frame: ''};
  if (!document.head || !document.body) return {faults, local, kind: 'page', frame: ''};

  // The frame of the page is the theme's.
  for (const e of document.head.querySelectorAll('*')) {
    const rel = e.getAttribute('rel');
    const known = ['title'].includes(e.localName)
      || e.localName === 'link' && ['canonical', 'alternate', 'icon', 'preload', 'stylesheet'].includes(rel)
      || e.localName === 'meta' && !e.httpEquiv && (e.hasAttribute('charset') || ['viewport', 'description', 'color-scheme', 'robots'].includes(e.name));
    if (!known) faults.push('in the head: ' + shown(e));
    if (e.firstElementChild) faults.push('in an element of the head: ' + shown(e));
  }
  if (document.querySelectorAll('title').length - document.querySelectorAll('svg title').length !== 1) faults.push('more than one title');
  const outline = [...document.body.childNodes].filter((n) => n.nodeType !== Node.TEXT_NODE || n.data.trim())
    .map((n) => n.nodeType === Node.ELEMENT_NODE ? `${n.localName}#${n.id}.${n.className}` : `${n.nodeName} ${n.data}`).join(' ');
  if (outline !== 'a#.evitement header#.entete main#contenu. footer#pied.pied') faults.push('the frame of the page is ' + outline);
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_PROCESSING_INSTRUCTION);
  if (comments.nextNode()) faults.push('comment ' + comments.currentNode.data);
  if (document.getElementById('contenu') !== document.querySelector('body > main')) faults.push('another element is #contenu');
  if (root.attributes.length !== 2 || document.body.attributes.length !== 1) faults.push('attributes of ' + shown(root) + shown(document.body));
  const same = (e) => e ? e.textContent.replace(/\s+/g, ' ') + ' ' + [...e.querySelectorAll('*')].map((x) => x.localName).join(' ') : '';
  const frame = same(document.querySelector('body > header')) + ' … ' + same(document.querySelector('body > footer'));
  return {faults, local, kind: 'page', frame};
})
