namespace Aspire.Hosting;

/// <summary>What the application is asked to do: run, or write down what it is.</summary>
public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
{
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
        : this(operation, "")
    {
    }

    public DistributedApplicationOperation Operation { get; } = operation;

    /// <summary>Empty in run mode.</summary>
    public string PublisherName { get; set; } = publisherName;

    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;
}

/// <summary>What can be done with a model.</summary>
public enum DistributedApplicationOperation
{
    Run,
    Publish,
}
