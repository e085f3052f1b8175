namespace FlowOptics.AppHost;

/// <summary>The account that the emulator and LocalStack have from the start; no secret of anybody's.</summary>
internal static class StandInAccount
{
    public const string Key = "test";
    public const string Secret = "test";
    public const string Region = "us-east-1";
    public const string Number = "000000000000";
}
