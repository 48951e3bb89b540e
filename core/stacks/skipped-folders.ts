/**
 * Folders that hold other people's code or machine output. The Pulumi CLI never looks into them for the user's own
 * projects, and a walk would spend its time there.
 */
export const skippedFolders: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'site-packages',
  '__pycache__',
  'venv',
  '.venv',
  '.git',
  '.hg',
  '.svn',
  '.pulumi',
  '.terraform',
  '.gradle',
  '.m2',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.cache',
  '.npm',
  '.pnpm-store',
  '.yarn',
  '.next',
  '.nuxt',
  '.idea',
  '.vscode',
  '.Trash',
])
