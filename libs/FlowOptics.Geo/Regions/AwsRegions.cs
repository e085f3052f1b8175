namespace FlowOptics.Geo;

/// <summary>The table of AWS regions.</summary>
public static class AwsRegions
{
    public static IReadOnlyList<AwsRegion> All => throw new NotImplementedException();

    public static AwsRegion? Find(string code) => throw new NotImplementedException();
}
