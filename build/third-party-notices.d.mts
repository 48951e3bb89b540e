/** Every package that the bundles are made of. */
export declare function shippedPackages(): Promise<
  readonly { readonly name: string; readonly version: string; readonly license?: string }[]
>
