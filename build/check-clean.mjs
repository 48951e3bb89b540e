// Fails in CI when the run left changes in the work tree. On a developer's machine it only warns.
import { spawnSync } from 'node:child_process'
import { root } from './sources.mjs'

const git = spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })
if (git.status !== 0) {
  console.log('Not a git work tree: nothing to compare with.')
} else if (git.stdout === '') {
  console.log('The work tree is clean.')
} else {
  console.log(`Not committed:\n${git.stdout}`)
  if (process.env['CI']) process.exitCode = 1
}
