/** The only re-export of the framework: a later move to another router changes this file. */
export { createCookie, createReadableStreamFromReadable, data, redirect } from '@remix-run/node';
export type { ActionFunctionArgs, AppLoadContext, HeadersFunction, LinksFunction, LoaderFunctionArgs, MetaDescriptor, MetaFunction } from '@remix-run/node';
export {
  Form,
  Link,
  Links,
  Meta,
  NavLink,
  Outlet,
  Scripts,
  ScrollRestoration,
  isRouteErrorResponse,
  useActionData,
  useFetcher,
  useLoaderData as usePageData,
  useLocation,
  useMatches,
  useNavigate,
  useNavigation,
  useParams,
  useRevalidator,
  useRouteError,
  useRouteLoaderData,
  useSearchParams,
  useSubmit,
} from '@remix-run/react';
