/** Flags that keep a test browser on this machine: a name that is not ours does not resolve. */
export const OFFLINE = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]
