import { isOnPath, isRoot, run } from './prepare.mjs'

/** True where packages can be installed without asking anybody. */
export const canInstall = () => isRoot() && isOnPath('apt-get')

/**
 * Installs Debian packages; where that fails, once more on fresh lists, which a new machine or container does not have.
 * Says so in one line when they cannot be had. @param {readonly string[]} packages @returns {Promise<boolean>}
 */
export async function aptInstall(packages) {
  console.log(`Installing ${packages.join(' and ')} (apt-get)`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const quiet = { env, stdio: 'ignore' }
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
  if ((await run('apt-get', install, quiet)) === 0) return true
  await run('apt-get', ['update', '-qq'], quiet)
  const code = await run('apt-get', install, { env })
  if (code === 0) return true
  console.error(
    `apt-get could not install ${packages.join(' and ')} (exit code ${code}); its output above says why.`,
  )
  return false
}
