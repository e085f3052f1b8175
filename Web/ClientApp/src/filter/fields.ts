/**
 * The names that the filter language knows without asking (docs/filter.md, "Fields"): a value that reads like one must stand in quotes,
 * and the box colours them. Columns of one's own logs come from `meta.fields`.
 */
const sides = ['addr', 'port', 'country', 'city', 'asn', 'org', 'aws-service', 'aws-region', 'kind'] as const;

const others =
  'account account-id action asg-tag asg-tag-2 az-id bytes direction dstaddr dstport ecs-cluster-arn ecs-cluster-name ecs-container-id ' +
  'ecs-container-instance-arn ecs-container-instance-id ecs-second-container-id ecs-service-name ecs-task-arn ecs-task-definition-arn ' +
  'ecs-task-id encryption-status end flow-direction instance-id instance-tag instance-tag-2 interface-id interface-tag interface-tag-2 ' +
  'interface-type log-status next-hop-az-id next-hop-interface-id next-hop-interface-type next-hop-subnet-id next-hop-vpc-id own-end ' +
  'packets packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-no-route packets-lost-ttl-expired pkt-addr ' +
  'pkt-dst-aws-service pkt-dstaddr pkt-src-aws-service pkt-srcaddr protocol region reject-reason resource-id resource-type service ' +
  'service-port srcaddr srcport start sublocation-id sublocation-type subnet-id tcp-flags tgw-attachment-id tgw-dst-az-id tgw-dst-eni ' +
  'tgw-dst-subnet-id tgw-dst-vpc-account-id tgw-dst-vpc-id tgw-id tgw-pair-attachment-id tgw-src-az-id tgw-src-eni tgw-src-subnet-id ' +
  'tgw-src-vpc-account-id tgw-src-vpc-id traffic-path type version vpc-id';

const names = new Set<string>([
  ...others.split(' '),
  ...sides,
  ...sides.flatMap((side) => [`src-${side}`, `dst-${side}`]),
]);

export const keywords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'like', 'is', 'missing']);

/** Names may be written with underscores and in any case. */
export const isField = (word: string): boolean => names.has(word.toLowerCase().replaceAll('_', '-'));
