namespace FlowOptics.Lake;

/// <summary><c>FlowOptics:Cloud</c>: where the bucket is, and how services hear of its objects.</summary>
public enum CloudMode
{
    /// <summary>A folder, watched.</summary>
    Local,

    /// <summary>S3 and SQS of the emulator in this repository.</summary>
    Emulated,

    /// <summary>S3 and SQS of LocalStack.</summary>
    LocalStack,

    /// <summary>S3 and SQS.</summary>
    Aws,
}
