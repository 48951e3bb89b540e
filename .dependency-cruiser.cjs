/** Layers of the house (docs/ARCHITECTURE.md): shared <- core <- {electron, cli}; shared <- renderer. */
const only = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } })

/** See docs/ARCHITECTURE.md, "The rooms of core". */
const coreFloors = [
  ['system'],
  ['state'],
  ['files', 'host', 'network'],
  ['history', 'aws', 'stacks', 'dispatch', 'page', 'consent'],
  ['handouts'],
  ['sessions', 'vault'],
  ['edits', 'credentials'],
  ['leases'],
  ['features'],
  ['start'],
]
const rooms = (names) => `^core/(${names.join('|')})/`

module.exports = {
  forbidden: [
    only('shared-stands-alone', '^shared/', '^(core|electron|cli|renderer)/'),
    only('core-knows-no-host', '^core/', '^(electron|cli|renderer)/'),
    only('renderer-sees-shared-only', '^renderer/', '^(core|electron|cli)/'),
    only('hosts-are-apart', '^electron/', '^(cli|renderer)/'),
    only('cli-is-apart', '^cli/', '^(electron|renderer)/'),
    only('domain-knows-no-contract', '^shared/domain/', '^shared/contract/'),
    // The rooms of core, from the ground up: what stands in a line may use only what stands in lines above it.
    ...coreFloors.flatMap((floor, at) => {
      const higher = coreFloors.slice(at + 1).flat()
      return higher.length === 0
        ? []
        : [only(`core-${floor[0]}-knows-nothing-above`, rooms(floor), rooms(higher))]
    }),
    only('core-has-no-loose-files', '^core/', '^core/[^/]+\\.ts$'),
    {
      name: 'electron-only-in-electron',
      severity: 'error',
      from: { pathNot: '^electron/' },
      to: { path: '^(node_modules/)?electron(/|$)', pathNot: '^electron/' },
    },
    {
      name: 'features-are-apart',
      severity: 'error',
      from: { path: '^core/features/([^/]+)/' },
      to: { path: '^core/features/([^/]+)/', pathNot: '^core/features/$1/' },
    },
    {
      name: 'page-features-are-apart',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'page-takes-types-of-the-contract',
      severity: 'error',
      from: { path: '^renderer/' },
      to: {
        path: '^shared/contract/',
        pathNot: '^shared/contract/stale-after\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-the-contract-has-schemas',
      severity: 'error',
      from: { path: '^(shared|renderer)/', pathNot: '^shared/contract/' },
      to: { path: 'node_modules/zod/' },
    },
    only('page-ui-stands-alone', '^renderer/ui/', '^renderer/(app|list|features)/'),
    only('page-app-knows-no-feature', '^renderer/app/', '^renderer/(list|features)/'),
    only('page-list-knows-no-feature', '^renderer/list/', '^renderer/features/'),
    {
      name: 'no-node-in-shared',
      severity: 'error',
      from: { path: '^(shared|renderer)/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-dev-dependencies-in-product',
      severity: 'error',
      from: { path: '^(shared|core|cli|electron)/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/electron/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
