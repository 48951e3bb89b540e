/**
 * Folders that hold code of others or machine output. The Pulumi CLI never looks into them for a project of the
 * user's, and they are where the time of a walk goes.
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
