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

/** Asks authentik for the IDs of the objects in a rule's value. */
export type LookUp = (context: IExecuteSingleFunctions, value: Sendable) => Promise<Sendable>;

/**
 * Where the value of a parameter goes in the request, under which name, and what it must be. Values for the node itself
 * are only checked; the operation's own code reads them.
 */
export interface Target {
	in: 'body' | 'query' | 'path' | 'node';
	/** authentik's name; in a path, the name of the placeholder; for the node, the path of the parameter. */
	property: string;
	/** Its name in errors: the label of the parameter, without its releases. */
	label: string;
	/** Whether it filters a list: a shorter value would let more rows through. */
	filters?: boolean;
	/** Whether an empty list removes everything: it must be explicit, not the result of an expression. */
	removesAll?: boolean;
	/** The releases that have the field, and its values. Defaults to all. */
	releases?: Span;
	values?: Readonly<Record<string, Span>>;
	rule: Parse;
	lookUp?: LookUp;
}

/** A parameter as the editor shows it. Without a target, the operation's own code reads it. */
export interface Parameter extends INodeProperties {
	target?: Target;
	/** For a locator: the kind of its object, if that has names. */
	kind?: Kind;
}

/** A parameter whose value goes into the request. */
export type Field = Parameter & { target: Target };

/** A field of an operation, and the path to its value among the node's parameters. */
export type PlacedField = Field & { path: string };

/**
 * Sends the operation's request, see exchangeItem(). For a page of a list, reads on to the end or the limit.
 * `permissions` is what this request requires, if it is one of several; defaults to those of the operation.
 */
export type Send = <Row extends IDataObject = IDataObject>(
	requestData: RequestData,
	more?: Bounds<Row> & Partial<Pick<Subject, 'permissions'>>,
) => Promise<Array<Item<Row>>>;

/**
 * Runs before the request is sent, after all fields are read: changes the request, asks authentik, or throws. If it
 * returns an object, that is the item's result, and the request is not sent.
 */
export type Step = (
	this: IExecuteSingleFunctions,
	requestOptions: IHttpRequestOptions,
) => IDataObject | void | Promise<IDataObject | void>;

/** An operation with more than one request: produces the result of one input item. */
export type Execute = (
	context: IExecutePaginationFunctions,
	requestData: RequestData,
	send: Send,
) => Promise<INodeExecutionData[]>;

/** One operation of a resource: everything that the editor and a run need. */
export interface Operation {
	/** Title in the editor. */
	name: string;
	value: string;
	/** Its label in the node panel, and all that an AI model sees. */
	action: string;
	description: string;
	/** Placeholders in the URL, such as `{group}`, are filled by path fields of that name. */
	request: { method: IHttpRequestMethods; url: string; qs?: IDataObject; body?: IDataObject };
	/** The parameters, in the order of the editor. */
	parameters: Parameter[];
	/** What runs before the request, in this order. */
	before?: Step[];
	/** Whether authentik answers with a page of a list. */
	isList?: boolean;
	/** Sends the request, if it is not sent just once. */
	execute?: Execute;
	/** Checks or changes each response, before anything else reads it. Must not send requests. */
	postReceive?: PostReceiveAction[];
	/** The objects that the operation works on, if the response does not name them: the output begins with their IDs. */
	about?: Readonly<Record<string, Field>>;
	/**
	 * The fields that people look for, by authentik's names; a dot selects a field of a nested object
	 * (`user_obj.username`). The output begins with them. With Output set to Simplified, it contains only them.
	 */
	columns?: readonly string[];
}

/** One kind of object, with all its operations. */
export interface Resource {
	/** Its label in the editor. */
	title: string;
	value: string;
	/** The operation that a new node starts with. */
	defaultOperation: string;
	operations: Operation[];
}
