namespace FlowOptics.Demo.Records;

/// <summary>
/// The fields of the demo's flow logs. One format begins with all of the other's, as when fields are added to a flow log: so a table of Athena, whose columns are counted, reads both, and those
/// that a record has not are NULL.
/// </summary>
internal static class DemoFormat
{
    /// <summary>AWS's default (version 2).</summary>
    public const string Default = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

    /// <summary>A custom format with the fields up to version 5 that tell who, where and which way.</summary>
    public const string Inside = Default + " vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id flow-direction traffic-path";
}
