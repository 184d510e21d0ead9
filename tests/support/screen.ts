/** A screen without a monitor, and a hand on its keyboard: for dialogs of the browser that no program can answer. */
import { execFileSync, spawn } from 'node:child_process'

/** Why there can be no screen here; undefined where there can. */
export function screenMissing(): string | undefined {
  const missing = ['Xvfb', 'xdotool'].filter((program) => !isInstalled(program))
  return missing.length === 0 ? undefined : `${missing.join(' and ')} not installed`
}

export interface Screen {
  /** For the environment of what shall appear on it. */
  display: string
  press(key: string): void
  stop(): void
}

/** Starts one on a free display number, which Xvfb chooses itself. */
export async function startScreen(): Promise<Screen> {
  const server = spawn('Xvfb', [
    '-displayfd',
    '1',
    '-screen',
    '0',
    '1280x900x24',
    '-nolisten',
    'tcp',
  ])
  const display = await new Promise<string>((done, fail) => {
    server.stdout.once('data', (data) => done(`:${String(data).trim()}`))
    server.once('error', fail)
    server.once('exit', (code) => fail(new Error(`Xvfb ended with ${code}`)))
  })
  return {
    display,
    press: (key) => {
      execFileSync('xdotool', ['key', key], { env: { ...process.env, DISPLAY: display } })
    },
    stop: () => server.kill(),
  }
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
