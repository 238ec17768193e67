# Image of the web process, the worker and the migration step; which one runs is the command.
FROM node:24-bookworm-slim AS build
WORKDIR /portal
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production PORTAL_BUILT=1 DATA_DIR=/portal/.data
WORKDIR /portal
COPY --from=build --chown=node:node /portal /portal
RUN mkdir -p /portal/.data && chown node:node /portal/.data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "app/start.ts"]
