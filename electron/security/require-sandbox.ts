/** The switch with which the launcher or the user turns off Chromium's sandbox. */
const switchedOff = '--no-sandbox'

const told =
  'Stackpass does not start without the sandbox of its page.\n\n' +
  'The launcher of the AppImage switches it off if this system does not let programs create user namespaces. ' +
  'Allow that (on Ubuntu: an AppArmor profile with `userns`), or install the deb package, whose sandbox does not need it. ' +
  '`stackpass serve` shows the same page in your browser.'

/**
 * The message when a package starts without the sandbox: the launcher that electron-builder puts into an AppImage silently
 * adds the switch if it finds no user namespaces. Undefined when all is well.
 */
export function missingSandbox(argv: readonly string[], isPackaged: boolean): string | undefined {
  return isPackaged && argv.some((word) => word === switchedOff || word.startsWith(`${switchedOff}=`))
    ? told
    : undefined
}
