/** `baseURLPath2` becomes `base_u_r_l_path2`: the rule by which the official client renames keys. */
type SnakeCase<Text extends string> = Text extends `${infer Head}${infer Tail}`
	? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${SnakeCase<Tail>}`
	: Text;

/** A model of the official client (`@goauthentik/api`) as it looks on the wire. */
export type Wire<Model> = Model extends Date
	? string
	: Model extends Array<infer Item>
		? Array<Wire<Item>>
		: Model extends object
			? {
					-readonly [Key in keyof Model as SnakeCase<Key & string>]-?: Wire<
						NonOptional<Model[Key]>
					>;
				}
			: Model;

type NonOptional<Value> = Exclude<Value, undefined>;

/** Some columns of such a model. */
export type Columns<Model, Names extends keyof Wire<Model>> = Pick<Wire<Model>, Names>;
