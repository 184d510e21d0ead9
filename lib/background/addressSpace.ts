/** How near an address is: the nearer, the more it trusts whoever reaches it. */
const NEARNESS = { public: 0, private: 1, loopback: 2 } as const
export type AddressSpace = keyof typeof NEARNESS

/** A v4 address inside a v6 one, as `URL` writes it: `::ffff:c0a8:1`. */
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/

/**
 * What can be told of a host's place by its name alone (an extension cannot ask what a name resolves to): addresses of
 * RFC 1918, 3927, 4193, 4291 and 6598, and the names that only a private network gives out. As `URL` writes it, so
 * that `0x7f.1` is `127.0.0.1` already.
 */
export function addressSpace(hostname: string): AddressSpace {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  if (host.startsWith('[')) return spaceOfV6(host.slice(1, -1))
  const octets = /^\d+\.\d+\.\d+\.\d+$/.test(host) ? host.split('.').map(Number) : undefined
  if (octets) return spaceOfV4(octets)
  // A file has no host.
  if (host === '' || host === 'localhost' || host.endsWith('.localhost')) return 'loopback'
  if (!host.includes('.') || /\.(?:local|internal|lan|home|corp|home\.arpa)$/.test(host))
    return 'private'
  return 'public'
}

/** Whether a page may reach what lies at `target` without being nearer to it than it is itself. */
export function isWithinReach(target: URL, page: URL): boolean {
  if (target.hostname === page.hostname) return true
  return NEARNESS[addressSpace(target.hostname)] <= NEARNESS[addressSpace(page.hostname)]
}

function spaceOfV4([a = 0, b = 0]: number[]): AddressSpace {
  if (a === 127 || a === 0) return 'loopback'
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return 'private'
  if ((a === 169 && b === 254) || (a === 100 && b >= 64 && b <= 127)) return 'private'
  return 'public'
}

function spaceOfV6(address: string): AddressSpace {
  const [, high, low] = MAPPED.exec(address) ?? []
  if (high !== undefined && low !== undefined) {
    const bits = Number.parseInt(high, 16)
    return spaceOfV4([bits >> 8, bits & 255])
  }
  if (address === '::1' || address === '::') return 'loopback'
  return /^f[cd]|^fe[89ab]/.test(address) ? 'private' : 'public'
}
