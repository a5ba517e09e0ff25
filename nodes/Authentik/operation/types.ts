import type {
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	INodeExecutionData,
	INodeProperties,
	PostReceiveAction,
} from 'n8n-workflow';

import type { Parse, Sendable } from '../rules/rule';
import type { Span } from '../shared/releases';
import type { Item, RequestData } from '../transport/exchangeItem';
import type { Subject } from '../transport/explain';
import type { Bounds } from '../transport/pages';
import type { Kind } from './kinds';

/** Asks authentik for the IDs of what the value of a rule names. */
export type LookUp = (context: IExecuteSingleFunctions, value: Sendable) => Promise<Sendable>;

/**
 * Where the value of a parameter goes in the request, under which name, and what it must be. What is for the
 * node itself is checked, and read by the operation's own code.
 */
export interface Target {
	in: 'body' | 'query' | 'path' | 'node';
	/** authentik's name; in a path, the name of the placeholder; for the node, the path of the parameter. */
	property: string;
	/** What errors call it: the label of the parameter, without its releases. */
	label: string;
	/** Whether it picks the rows of a list: with less of a value, it would pick more of them. */
	filters?: boolean;
	/** Whether an empty list removes everything: it must be written, not found by an expression. */
	removesAll?: boolean;
	/** The releases that know the field, and its values; left out, every release does. */
	releases?: Span;
	values?: Readonly<Record<string, Span>>;
	rule: Parse;
	lookUp?: LookUp;
}

/** A parameter as the editor shows it. One without a target is read by the operation's own code. */
export interface Parameter extends INodeProperties {
	target?: Target;
	/** Of a locator: what it names, where that has names. */
	kind?: Kind;
}

/** A parameter whose value goes into the request. */
export type Field = Parameter & { target: Target };

/** A field of an operation, and where its value is found among the node's parameters. */
export type PlacedField = Field & { path: string };

/**
 * Sends the operation's request, see exchangeItem(); a page of a list is read on to its end or the limit.
 * `permissions` is what this request takes, where it is one of several, instead of the whole operation.
 */
export type Send = <Row extends IDataObject = IDataObject>(
	requestData: RequestData,
	more?: Bounds<Row> & Partial<Pick<Subject, 'permissions'>>,
) => Promise<Array<Item<Row>>>;

/**
 * Runs before the request is sent, when all fields are read: changes the request, asks authentik, or throws.
 * If it returns an object, that is the item's result, and the request is not sent.
 */
export type Step = (
	this: IExecuteSingleFunctions,
	requestOptions: IHttpRequestOptions,
) => IDataObject | void | Promise<IDataObject | void>;

/** An operation of several requests: produces the result of one input item. */
export type Execute = (
	context: IExecutePaginationFunctions,
	requestData: RequestData,
	send: Send,
) => Promise<INodeExecutionData[]>;

/** One operation of a resource: all there is to know of it, for the editor and for a run. */
export interface Operation {
	/** Title in the editor. */
	name: string;
	value: string;
	/** What the node panel shows, and all that an AI model is told. */
	action: string;
	description: string;
	/** Placeholders in the URL, such as `{group}`, are filled by path fields of that name. */
	request: { method: IHttpRequestMethods; url: string; qs?: IDataObject; body?: IDataObject };
	/** What the user gives, in the order of the editor. */
	parameters: Parameter[];
	/** What runs before the request, in this order. */
	before?: Step[];
	/** Whether authentik answers with a page of a list. */
	isList?: boolean;
	/** What sends the request, if it is not sent just once. */
	execute?: Execute;
	/** What checks or changes each answer, before anything else sees it. It must not send requests. */
	postReceive?: PostReceiveAction[];
	/** The objects that the operation works on, where authentik does not name them: the output begins with their IDs. */
	about?: Readonly<Record<string, Field>>;
	/**
	 * The fields that people look for, by authentik's names; a dot reaches into an object (`user_obj.username`).
	 * The output begins with them. With Output set to Simplified, it has only them.
	 */
	columns?: readonly string[];
}

/** One kind of object, with everything that can be done to it. */
export interface Resource {
	/** What the editor shows. */
	title: string;
	value: string;
	/** The operation that a new node starts with. */
	defaultOperation: string;
	operations: Operation[];
}
