// Runs in every document before anything of its own.
(() => {
  const say = globalThis._notice;
  const send = (Kind, Text) => say(JSON.stringify({Kind, Text: String(Text)}));
  Object.defineProperty(globalThis, 'hit', {value: (x) => send('hit', x)});
  addEventListener('securitypolicyviolation', (e) => {
    send('violation', `${e.violatedDirective} ${e.blockedURI} ${e.sample} ${e.sourceFile}:${e.lineNumber}`);
  });
})();
