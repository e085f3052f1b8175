namespace FlowOptics.Web.Tests.Gateway.Iot;

/// <summary>Web with a role for browsers, which asks an STS of the test's.</summary>
internal static class ViewerWeb
{
    /// <summary>STS is found by the process's environment: these tests run one after the other, and no others of Web ask AWS.</summary>
    public const string Collection = "asks STS";

    public const string Endpoint = "a1b2c3-ats.iot.eu-west-1.amazonaws.com";

    public static TestWeb Start(CannedSts sts, params (string Key, string Value)[] settings) => Start(sts, null, settings);

    public static TestWeb Start(CannedSts sts, Uri? broker, params (string Key, string Value)[] settings)
    {
        Point(sts);
        return TestWeb.Start(broker, settings: [("FlowOptics:Web:IotRole", "arn:aws:iam::123456789012:role/viewer"), ("FlowOptics:Web:IotEndpoint", Endpoint), .. settings]);
    }

    public static void Point(CannedSts sts)
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", sts.Url);
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "secret");
    }
}
