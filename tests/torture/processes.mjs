import { readdirSync, readFileSync } from 'node:fs'

/**
 * Kills the browser that uses a profile, with all its children, as the kernel or a battery would.
 *
 * @param {string} profile
 */
export async function killBrowser(profile) {
  const processes = listProcesses()
  const main = processes.find(
    ({ command }) => command.includes(`--user-data-dir=${profile}`) && !command.includes('--type='),
  )
  if (!main) throw new Error(`No browser uses ${profile}`)
  /** @param {number} pid @returns {number[]} */
  const family = (pid) => [
    pid,
    ...processes.filter(({ parent }) => parent === pid).flatMap((child) => family(child.pid)),
  ]
  const pids = family(main.pid)
  for (const pid of pids) kill(pid)
  while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went with its parent.
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function listProcesses() {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return [{ pid: Number(name), parent, command }]
    } catch {
      return []
    }
  })
}
