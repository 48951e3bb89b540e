import * as z from 'zod'
import { profileName } from './common.ts'
import { command } from './method.ts'

export const terminalMethods = {
  'terminals.open': command(
    'Open a terminal on this computer in which AWS_PROFILE is this profile, pinned. Refused with TerminalUnavailable where no terminal can be started',
    z.strictObject({ profile: profileName }),
    /** The program that was started, such as `gnome-terminal`. */
    z.object({ program: z.string() }),
  ),
}
