import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { DesktopSession } from '../desktop-session.ts'

/** A person at the screen of the tests: what they press, and what they would paste into another program. */
export interface XScreen {
  /** Presses keys together, such as `ctrl+shift+k`; it goes to whoever has the focus or holds the shortcut. */
  press(keys: string): Promise<void>
  /** The windows with this title that are shown, by their ids. */
  windows(title: string): Promise<readonly string[]>
  /** Gives a window the focus, as a window manager does. */
  focus(window: string): Promise<void>
  /** What another program gets from the clipboard; undefined where it holds nothing. */
  clipboard(): Promise<string | undefined>
}

/** By xdotool and xclip, as X clients of their own. Linux only. */
export function xScreen({ env }: DesktopSession): XScreen {
  const run = async (program: string, args: readonly string[]) =>
    (await promisify(execFile)(program, args, { env: { ...env, PATH: process.env['PATH'] ?? '' } })).stdout
  return {
    press: async (keys) => void (await run('xdotool', ['key', keys])),
    windows: (title) =>
      run('xdotool', ['search', '--onlyvisible', '--name', `^${title}$`]).then(
        (text) => text.split('\n').filter((id) => id !== ''),
        // It ends with an error where there is none.
        () => [],
      ),
    focus: async (window) => void (await run('xdotool', ['windowfocus', '--sync', window])),
    clipboard: () =>
      run('xclip', ['-selection', 'clipboard', '-out']).then(
        (text) => (text === '' ? undefined : text),
        (error: unknown) => {
          if (/not available|There is no owner/.test(String(error))) return undefined
          throw error
        },
      ),
  }
}
