// Assembly definitions of tests name this assembly; nothing of it is used.
namespace UnityEditor.TestTools
{
}
