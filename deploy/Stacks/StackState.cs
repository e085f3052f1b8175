namespace FlowOptics.Deploy.Stacks;

/// <summary>A stack as CloudFormation describes it.</summary>
/// <param name="Status">CREATE_COMPLETE and so on.</param>
internal sealed record StackState(string Status, string? Reason, DateTimeOffset? Changed, IReadOnlyDictionary<string, string> Outputs)
{
    public bool IsMoving => Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) && Status != "REVIEW_IN_PROGRESS";

    /// <summary>Its creation failed, or was only planned: it can be replaced, but not changed.</summary>
    public bool IsStillborn => Status is "ROLLBACK_COMPLETE" or "ROLLBACK_FAILED" or "CREATE_FAILED" or "DELETE_FAILED";

    /// <summary>As far as a change set is concerned, there is none yet.</summary>
    public bool IsOnlyPlanned => Status == "REVIEW_IN_PROGRESS";

    public bool IsGood => Status is "CREATE_COMPLETE" or "UPDATE_COMPLETE" or "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS";
}
