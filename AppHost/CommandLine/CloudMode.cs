namespace FlowOptics.AppHost;

/// <summary>Where S3, SQS and Athena are.</summary>
internal enum CloudMode
{
    /// <summary>Nowhere: folders and DuckDB take their places.</summary>
    Local,

    /// <summary>In a process of our own.</summary>
    Emulated,

    /// <summary>S3 and SQS in LocalStack's container, Athena in our own process; mosquitto is the broker.</summary>
    LocalStack,

    /// <summary>In AWS.</summary>
    Aws,
}
