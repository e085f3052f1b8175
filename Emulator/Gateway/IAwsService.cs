namespace FlowOptics.Emulator.Gateway;

/// <summary>One of AWS's services.</summary>
internal interface IAwsService
{
    /// <summary>As signatures name it, e.g. "s3".</summary>
    string Name { get; }

    /// <summary>The operation that is asked for, e.g. "PutObject"; empty where the request is none of the service's.</summary>
    string OperationOf(AwsRequest request);

    /// <summary>Does it, and writes the answer.</summary>
    /// <exception cref="AwsException">It is refused.</exception>
    Task AnswerAsync(AwsRequest request, string operation);

    /// <summary>Writes an error in the service's shape.</summary>
    Task WriteErrorAsync(AwsRequest request, AwsException error);

    /// <summary>How the service says that there are too many requests.</summary>
    AwsException Throttled();

    /// <summary>Translates a refused signature, said in S3's words, into the service's.</summary>
    AwsException Refused(AwsException signature);
}
