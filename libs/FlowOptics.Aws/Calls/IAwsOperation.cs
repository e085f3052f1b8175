namespace FlowOptics.Aws;

/// <summary>A request that says itself which operation it is; of others the name of their type does.</summary>
public interface IAwsOperation
{
    string Operation { get; }
}
