/** Those of the standards: they change how a page is drawn, and say nothing of anybody. */
const PUBLIC_DOCTYPE =
  /^(?:html|svg|math) (?:-\/\/(?:W3C|IETF|WAPFORUM)\/\/(?:DTD|ENTITIES) [\w. ]{1,40}\/\/EN)? ?(?:https?:\/\/www\.w3\.org\/[\w/.-]{1,60})?(?:about:legacy-compat)?$/

/** Name, public and system id: what is not of the standards is somebody's own. */
export function maskDoctype(parts: [string, string, string]): [string, string, string] {
  return PUBLIC_DOCTYPE.test(parts.join(' ')) ? parts : ['html', '', '']
}
