import { spawnSync } from 'node:child_process'
import { root } from './sources.mjs'

/** @param {readonly string[]} args @returns {string[]} */
function git(args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64e6 })
  if (status === 0) return stdout.split('\0').filter((name) => name !== '')
  console.error(stderr.trim())
  process.exit(2)
}

/** The paths that differ from a commit, including untracked files. @param {string} base @returns {string[]} */
export function changedFiles(base) {
  return [
    ...git(['diff', '--name-only', '-z', '--no-renames', base, '--']),
    ...git(['ls-files', '-z', '--others', '--exclude-standard']),
  ]
}

/** The commit where this branch forked from another one. @param {string} branch @returns {string} */
export const forkOf = (branch) => git(['merge-base', branch, 'HEAD'])[0]?.trim() ?? branch
