import { isOnPath, isRoot, run } from './prepare.mjs'

/** True when packages can be installed without a password. */
export const canInstall = () => isRoot() && isOnPath('apt-get')

/**
 * Installs Debian packages. If that fails, updates the package lists, which a new machine or container lacks, and retries.
 * Prints one line when it cannot install them. @param {readonly string[]} packages @returns {Promise<boolean>}
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
